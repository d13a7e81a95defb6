package com.bestqi.platform.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The end of a service's audit chain at some moment: a chain that ends earlier, or has another hash
 * at this place, was tampered with (I-10).
 *
 * @param sequence number of the last entry
 * @param hash its hash in hexadecimal
 * @param goesOnAfter number of the last announced entry that a restored database still has, when
 *     staff recorded the restore: what was announced behind it before is lost, not tampered with
 */
public record AuditHead(
        String service,
        long sequence,
        String hash,
        Instant at,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long goesOnAfter)
        implements Event {

    /** An end like any other. */
    public AuditHead(String service, long sequence, String hash, Instant at) {
        this(service, sequence, hash, at, null);
    }

    @Override
    public String topic() {
        return Topics.AUDIT_HEADS;
    }

    @Override
    public String key() {
        return service;
    }
}
