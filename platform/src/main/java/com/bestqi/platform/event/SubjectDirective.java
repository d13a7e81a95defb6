package com.bestqi.platform.event;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An instruction about a person that every participant carries out and answers with a {@link
 * DirectiveOutcome}. It says all that is to hold from now on, so the newest one is enough: the
 * topic keeps only that. After an ERASE there is none about this person any more.
 *
 * @param requestId the request it goes back to; of a LIFT, the one whose restriction ends
 * @param epoch grows with every directive about this person; an older one never undoes a newer one
 * @param restrictions every restriction in force from this directive on, not only a new one
 * @param erasures every erasure of a part ordered so far, not only a new one
 * @param holds every legal hold in force from this directive on; an ERASE takes out of service what
 *     they name and destroys it when a later ERASE no longer names it
 */
public record SubjectDirective(
        UUID accountId,
        UUID requestId,
        Kind kind,
        long epoch,
        @Nullable List<Restriction> restrictions,
        @Nullable List<PartErasure> erasures,
        @Nullable List<Hold> holds,
        Instant at)
        implements Event {

    /** What is to be done. */
    public enum Kind {
        /** Erase everything about the person that is not under hold, for good. */
        ERASE,
        /** A restriction was added to those in force. */
        RESTRICT,
        /** A restriction has ended; others may still be in force. */
        LIFT,
        /** Erase a part of what there is now; what is in force stays so. */
        ERASE_PART,
        /** A legal hold was added to those in force. */
        HOLD,
        /** A legal hold has ended; others may still be in force. */
        RELEASE
    }

    /**
     * A restriction of processing (RI-4).
     *
     * @param requestId the request it goes back to
     * @param categories categories of data it is limited to; empty is all
     * @param services participants it is limited to; empty is all
     * @param until when it is meant to end; it does so by a LIFT alone, for the person is told
     *     first
     */
    public record Restriction(
            UUID requestId, Set<String> categories, Set<String> services, @Nullable Instant until) {
        /** Copies the sets; absent is empty. */
        public Restriction {
            categories = categories == null ? Set.of() : Set.copyOf(categories);
            services = services == null ? Set.of() : Set.copyOf(services);
        }

        /** Whether it concerns a participant at all. */
        public boolean concerns(String service) {
            return services.isEmpty() || services.contains(service);
        }
    }

    /**
     * An erasure of a part (RI-3). It takes what there is when it is carried out, once; whoever has
     * carried it out does nothing again, and whoever was put back to before it does.
     *
     * @param requestId the request it goes back to
     * @param epoch number of the directive that ordered it
     * @param categories categories of data; empty is all
     * @param services participants; empty is all
     */
    public record PartErasure(
            UUID requestId, long epoch, Set<String> categories, Set<String> services) {
        /** Copies the sets; absent is empty. */
        public PartErasure {
            categories = categories == null ? Set.of() : Set.copyOf(categories);
            services = services == null ? Set.of() : Set.copyOf(services);
        }

        /** Whether it concerns a participant at all. */
        public boolean concerns(String service) {
            return services.isEmpty() || services.contains(service);
        }
    }

    /**
     * Data that must not be destroyed for a time, on a legal ground (PU-5).
     *
     * @param services participants it is limited to; empty is all
     * @param categories categories of data it names
     * @param stores stores it names; with no category either, it is everything
     * @param until when it is meant to end; it does so by a RELEASE or ERASE alone
     */
    public record Hold(
            UUID holdId,
            Ground ground,
            Set<String> services,
            Set<String> categories,
            Set<String> stores,
            @Nullable Instant until) {
        /** Why. */
        public enum Ground {
            /** A law demands that it is kept. */
            LEGAL_OBLIGATION,
            /** A legal claim is made or defended. */
            LEGAL_CLAIM,
            /** A court or another authority has ordered it. */
            AUTHORITY_ORDER,
            /** Fraud or an attack is being cleared up. */
            FRAUD_OR_SECURITY
        }

        /** Copies the sets; absent is empty. */
        public Hold {
            services = services == null ? Set.of() : Set.copyOf(services);
            categories = categories == null ? Set.of() : Set.copyOf(categories);
            stores = stores == null ? Set.of() : Set.copyOf(stores);
        }

        /** Whether it concerns a participant at all. */
        public boolean concerns(String service) {
            return services.isEmpty() || services.contains(service);
        }

        /** Whether it covers a store of a participant that holds data of these categories. */
        public boolean covers(String service, String store, Collection<String> kinds) {
            boolean everything = categories.isEmpty() && stores.isEmpty();
            return concerns(service)
                    && (everything
                            || stores.contains(store)
                            || kinds.stream().anyMatch(categories::contains));
        }
    }

    /** Copies the lists; absent, as in directives of older producers, is empty. */
    public SubjectDirective {
        restrictions = restrictions == null ? List.of() : List.copyOf(restrictions);
        erasures = erasures == null ? List.of() : List.copyOf(erasures);
        holds = holds == null ? List.of() : List.copyOf(holds);
    }

    /** A directive after which nothing is under hold. */
    public SubjectDirective(
            UUID accountId,
            UUID requestId,
            Kind kind,
            long epoch,
            @Nullable List<Restriction> restrictions,
            @Nullable List<PartErasure> erasures,
            Instant at) {
        this(accountId, requestId, kind, epoch, restrictions, erasures, List.of(), at);
    }

    /** A directive after which no erasure of a part stands. */
    public SubjectDirective(
            UUID accountId,
            UUID requestId,
            Kind kind,
            long epoch,
            @Nullable List<Restriction> restrictions,
            Instant at) {
        this(accountId, requestId, kind, epoch, restrictions, List.of(), at);
    }

    /** A directive that leaves no restriction in force, as an erasure does. */
    public SubjectDirective(UUID accountId, UUID requestId, Kind kind, long epoch, Instant at) {
        this(accountId, requestId, kind, epoch, List.of(), at);
    }

    /** Those restrictions that concern a participant. */
    public List<Restriction> restrictionsOf(String service) {
        var all = restrictions;
        return all == null
                ? List.of()
                : all.stream().filter(restriction -> restriction.concerns(service)).toList();
    }

    /** Those erasures of a part that concern a participant. */
    public List<PartErasure> erasuresOf(String service) {
        var all = erasures;
        return all == null
                ? List.of()
                : all.stream().filter(erasure -> erasure.concerns(service)).toList();
    }

    /** The legal holds in force. */
    public List<Hold> held() {
        var all = holds;
        return all == null ? List.of() : all;
    }

    @Override
    public String topic() {
        return Topics.SUBJECT_DIRECTIVES;
    }

    @Override
    public String key() {
        return accountId.toString();
    }
}
