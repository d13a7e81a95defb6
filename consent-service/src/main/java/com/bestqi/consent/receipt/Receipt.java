package com.bestqi.consent.receipt;

import com.bestqi.consent.permission.LedgerEntry;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a receipt: one ledger entry and nothing that is not in it, flat for who only wants
 * to look, and as a record for who reads such records.
 *
 * @param iat when it was granted or withdrawn, in seconds since 1970
 * @param jti the ledger entry
 * @param sub the account id
 * @param record the same in the structure of ISO/IEC TS 27560 and the terms of the Data Privacy
 *     Vocabulary
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
    "iss",
    "iat",
    "jti",
    "sub",
    "key",
    "granted",
    "at",
    "since",
    "revision",
    "notice",
    "installationId",
    "cause",
    "basis",
    "record"
})
record Receipt(
        String iss,
        long iat,
        UUID jti,
        UUID sub,
        String key,
        boolean granted,
        Instant at,
        Instant since,
        long revision,
        @Nullable String notice,
        @Nullable UUID installationId,
        String cause,
        String basis,
        ObjectNode record) {
    /** The {@code typ} header. */
    static final String TYPE = "consent-receipt+jwt";

    static Receipt of(String issuer, LedgerEntry entry, ObjectNode record) {
        return new Receipt(
                issuer,
                entry.createdAt().getEpochSecond(),
                entry.entryId(),
                entry.accountId(),
                entry.key(),
                entry.granted(),
                entry.createdAt(),
                entry.since(),
                entry.revision(),
                entry.notice(),
                entry.installationId(),
                entry.cause(),
                "consent",
                record);
    }
}
