package com.bestqi.platform.inventory;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The tables that {@code platform} brings to every service, declared like all others. */
final class PlatformStores {
    private static final String PROOF =
            "Proof that the erasure was carried out and protection against its return; holds the"
                    + " opaque account id, counts and times";

    private PlatformStores() {}

    static List<Class<?>> all() {
        return List.of(
                IdempotentAnswerTable.class,
                DataSubjectTable.class,
                ErasureTaskTable.class,
                OutboxMessageTable.class,
                OutboxLeaseTable.class,
                InboxEventTable.class,
                ConsumerPositionTable.class,
                ParkedEventTable.class,
                FlywayTable.class);
    }

    @RegisterForReflection
    @Store(
            table = "idempotent_answer",
            category = DataCategory.REQUEST,
            purposes = "PU-1",
            retention = "PT24H")
    record IdempotentAnswerTable(
            @Personal(DataCategory.IDENTIFIER) String caller,
            @Impersonal String path,
            @Impersonal String key,
            @Personal(DataCategory.IDENTIFIER) UUID accountId,
            @Impersonal byte[] bodyHash,
            @Impersonal int status,
            @Impersonal String location,
            @Personal(value = DataCategory.REQUEST, confidential = true) byte[] answer,
            @Impersonal Instant createdAt) {}

    @RegisterForReflection
    @Store(
            table = "data_subject",
            erasure = Store.Erasure.KEEP,
            ground = PROOF,
            purposes = {"PU-1", "PU-5"},
            clauses = {"RT-2", "RT-3"},
            retention = "for ever as a tombstone")
    record DataSubjectTable(
            @Personal(DataCategory.IDENTIFIER) UUID accountId,
            @Impersonal String state,
            @Impersonal long epoch,
            @Impersonal long consentRevision,
            @Personal(DataCategory.CONSENT) String consent,
            @Impersonal UUID requestId,
            @Impersonal Instant createdAt,
            @Impersonal Instant erasedAt) {}

    @RegisterForReflection
    @Store(
            table = "erasure_task",
            erasure = Store.Erasure.KEEP,
            ground = PROOF,
            purposes = "PU-5",
            clauses = "RI-3",
            retention = "for ever")
    record ErasureTaskTable(
            @Personal(DataCategory.IDENTIFIER) UUID accountId,
            @Impersonal long epoch,
            @Impersonal UUID requestId,
            @Impersonal boolean done,
            @Impersonal boolean keyDestroyed,
            @Impersonal String erased,
            @Impersonal String statement,
            @Impersonal Instant startedAt,
            @Impersonal Instant dueAt,
            @Impersonal int attempts,
            @Impersonal Instant completedAt,
            @Impersonal boolean replayed,
            @Impersonal long keyMark) {}

    @RegisterForReflection
    @Store(table = "outbox_message", erasure = Store.Erasure.NOT_PERSONAL, retention = "until sent")
    record OutboxMessageTable(
            @Impersonal long id,
            @Impersonal UUID eventId,
            @Impersonal String topic,
            @Personal(DataCategory.IDENTIFIER) String key,
            @Impersonal String type,
            @Personal(DataCategory.IDENTIFIER) String payload,
            @Impersonal Instant createdAt) {}

    @RegisterForReflection
    @Store(table = "outbox_lease", erasure = Store.Erasure.NOT_PERSONAL)
    record OutboxLeaseTable(
            @Impersonal String name,
            @Impersonal UUID holder,
            @Impersonal long fence,
            @Impersonal Instant until) {}

    @RegisterForReflection
    @Store(table = "inbox_event", erasure = Store.Erasure.NOT_PERSONAL, retention = "P31D")
    record InboxEventTable(@Impersonal UUID eventId, @Impersonal Instant receivedAt) {}

    @RegisterForReflection
    @Store(table = "consumer_position", erasure = Store.Erasure.NOT_PERSONAL)
    record ConsumerPositionTable(
            @Impersonal String topic,
            @Impersonal int partition,
            @Impersonal String topicId,
            @Impersonal long nextOffset) {}

    @RegisterForReflection
    @Store(
            table = "parked_event",
            erasure = Store.Erasure.NOT_PERSONAL,
            retention = "until replayed")
    record ParkedEventTable(
            @Impersonal UUID id,
            @Impersonal String topic,
            @Impersonal int partition,
            @Impersonal long recordOffset,
            @Personal(DataCategory.IDENTIFIER) String key,
            @Impersonal String headers,
            @Personal(DataCategory.IDENTIFIER) byte[] payload,
            @Impersonal String reason,
            @Impersonal Instant parkedAt) {}

    @RegisterForReflection
    @Store(table = "flyway_schema_history", erasure = Store.Erasure.NOT_PERSONAL)
    record FlywayTable(
            @Impersonal int installedRank,
            @Impersonal String version,
            @Impersonal String description,
            @Impersonal String type,
            @Impersonal String script,
            @Impersonal Integer checksum,
            @Impersonal String installedBy,
            @Impersonal Instant installedOn,
            @Impersonal Integer executionTime,
            @Impersonal boolean success) {}
}
