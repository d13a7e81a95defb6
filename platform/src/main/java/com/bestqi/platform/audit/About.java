package com.bestqi.platform.audit;

import java.util.UUID;

/**
 * Whom or what an entry is about: a person or a thing, never both. A thing (a request) is tied to
 * the account id by tombstones and certificates, so beside a pseudonym it would give it away.
 */
public sealed interface About {

    /** A person, written as a pseudonym while their key lives and left out after that. */
    record Person(UUID accountId) implements About {}

    /**
     * Something that is not a person.
     *
     * @param kind for instance {@code request}
     * @param id never an account id
     */
    record Thing(String kind, UUID id) implements About {}

    /** Nothing in particular: a list, a catalogue. */
    record Nobody() implements About {}

    /** A person. */
    static About person(UUID accountId) {
        return new Person(accountId);
    }

    /** A thing that is no person. */
    static About thing(String kind, UUID id) {
        return new Thing(kind, id);
    }

    /** Nothing in particular. */
    static About nobody() {
        return new Nobody();
    }
}
