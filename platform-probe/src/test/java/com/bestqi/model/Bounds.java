package com.bestqi.model;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far a model goes, and what it lacks.
 *
 * @param faults crashes and re-readings in one run
 * @param revisions consent states in one run
 * @param writers where writes race with the erasure
 * @param restored whose database is backed up and restored, at most once
 * @param keysRestored whose keys database is backed up and restored, at most once, at other times
 */
record Bounds(
        int faults,
        int revisions,
        Set<Party> writers,
        @Nullable Party restored,
        @Nullable Party keysRestored,
        Set<Mutant> mutants) {
    static Bounds faults(int faults) {
        return new Bounds(faults, 0, Set.of(), null, null, Set.of());
    }

    Bounds revisions(int most) {
        return new Bounds(faults, most, writers, restored, keysRestored, mutants);
    }

    Bounds writing(Party... parties) {
        return new Bounds(faults, revisions, Set.of(parties), restored, keysRestored, mutants);
    }

    Bounds restoring(Party party) {
        return new Bounds(faults, revisions, writers, party, keysRestored, mutants);
    }

    Bounds restoringKeys(Party party) {
        return new Bounds(faults, revisions, writers, restored, party, mutants);
    }

    Bounds as(Mutant mutant) {
        var more = EnumSet.of(mutant);
        more.addAll(mutants);
        return new Bounds(faults, revisions, writers, restored, keysRestored, Set.copyOf(more));
    }

    boolean has(Mutant mutant) {
        return mutants.contains(mutant);
    }
}
