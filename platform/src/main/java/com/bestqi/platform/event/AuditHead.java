package com.bestqi.platform.event;

import java.time.Instant;

/**
 * The end of a service's audit chain at some moment: a chain that ends earlier, or has another hash
 * at this place, was tampered with (I-10).
 *
 * @param sequence number of the last entry
 * @param hash its hash in hexadecimal
 */
public record AuditHead(String service, long sequence, String hash, Instant at) implements Event {
    @Override
    public String topic() {
        return Topics.AUDIT_HEADS;
    }

    @Override
    public String key() {
        return service;
    }
}
