package com.bestqi.consent.recipient;

import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody outside who receives personal data.
 *
 * @param purposes keys of purposes
 * @param categories kinds of data by their keys
 * @param country two letters of ISO 3166-1
 * @param safeguard what protects data that leave the region
 * @param consentKey the switch without which they receive nothing about a person
 * @param description what they do with it, by language
 * @param removedAt since when they receive nothing any more
 */
@RegisterForReflection
@Store(
        table = "recipient",
        erasure = Store.Erasure.NOT_PERSONAL,
        ground = "What somebody received is shown with the name it was registered under",
        clauses = {"SH-1", "SH-3", "TR-2"},
        retention = "ground")
public record Recipient(
        @Impersonal String id,
        @Impersonal Kind kind,
        @Impersonal String name,
        @Impersonal List<String> purposes,
        @Impersonal List<String> categories,
        @Impersonal String country,
        @Impersonal @Nullable Safeguard safeguard,
        @Impersonal @Nullable String consentKey,
        @Impersonal Map<String, String> description,
        @Impersonal Instant since,
        @Impersonal @Nullable Instant removedAt) {

    /** Copies what could be changed. */
    public Recipient {
        purposes = List.copyOf(purposes);
        categories = List.copyOf(categories);
        description = Map.copyOf(description);
    }

    /** What somebody is to us. */
    public enum Kind {
        /** Works for us. */
        SERVICE_PROVIDER,
        /** Belongs to the same group. */
        GROUP_COMPANY,
        /** Takes the business over, by merger or sale. */
        SUCCESSOR,
        /** May demand it by law. */
        AUTHORITY,
        /** Anybody else; takes the person's consent (SH-3). */
        OTHER
    }

    /** What protects data that leave the region, in the terms of GDPR articles 45 and 46. */
    public enum Safeguard {
        /** The region's law calls the country adequate. */
        ADEQUACY,
        /** Standard contractual clauses. */
        STANDARD_CONTRACTUAL_CLAUSES,
        /** Binding corporate rules. */
        BINDING_CORPORATE_RULES,
        /** An approved code of conduct. */
        CODE_OF_CONDUCT,
        /** An approved certification. */
        CERTIFICATION
    }

    /** Whether they were registered at that time, or have been since. */
    public boolean receivesAt(Instant at) {
        return removedAt == null || at.isBefore(removedAt);
    }

    /** Whether all that is said of them, times apart, is the same. */
    boolean saysTheSameAs(Recipient other) {
        return at(other.since).equals(other.at(other.since));
    }

    /** The same from another time on. */
    Recipient at(Instant from) {
        return new Recipient(
                id,
                kind,
                name,
                purposes,
                categories,
                country,
                safeguard,
                consentKey,
                description,
                from,
                null);
    }
}
