package com.bestqi.platform.inventory;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
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
                PartErasureTable.class,
                HeldRecordTable.class,
                OutboxMessageTable.class,
                OutboxLeaseTable.class,
                InboxEventTable.class,
                ConsumerPositionTable.class,
                ConsentMarkTable.class,
                ParkedEventTable.class,
                AuditPendingTable.class,
                AuditEntryTable.class,
                AuditChainTable.class,
                AuditAnchorTable.class,
                FlywayTable.class);
    }

    @RegisterForReflection
    @Store(
            table = "idempotent_answer",
            category = DataCategory.REQUEST,
            purposes = "PU-1",
            clauses = "RT-1",
            retention = "PT24H",
            countedFrom = "created_at")
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
            clauses = {"RI-4", "RT-2", "RT-3"},
            retention = "ground")
    record DataSubjectTable(
            @Personal(DataCategory.IDENTIFIER) UUID accountId,
            @Impersonal String state,
            @Impersonal long epoch,
            @Impersonal long consentRevision,
            @Personal(DataCategory.CONSENT) String consent,
            @Personal(DataCategory.REQUEST) String restriction,
            @Impersonal UUID requestId,
            @Impersonal Instant createdAt,
            @Impersonal Instant erasedAt,
            @Impersonal String heldStores,
            @Personal(DataCategory.USAGE) LocalDate seenOn) {}

    @RegisterForReflection
    @Store(
            table = "erasure_task",
            erasure = Store.Erasure.KEEP,
            ground = PROOF,
            purposes = "PU-5",
            clauses = "RI-3",
            retention = "P3Y",
            countedFrom = "completed_at")
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
    @Store(
            table = "part_erasure",
            category = DataCategory.REQUEST,
            purposes = "PU-5",
            clauses = "RI-3",
            essential = true)
    record PartErasureTable(
            @Personal(DataCategory.IDENTIFIER) UUID accountId,
            @Impersonal UUID requestId,
            @Impersonal long epoch,
            @Personal(DataCategory.REQUEST) String categories,
            @Impersonal String erased,
            @Personal(DataCategory.REQUEST) String statement,
            @Personal(DataCategory.REQUEST) Instant startedAt,
            @Impersonal Instant dueAt,
            @Impersonal int attempts,
            @Personal(DataCategory.REQUEST) Instant completedAt,
            @Impersonal boolean replayed) {}

    @RegisterForReflection
    @Store(
            table = "held_record",
            erasure = Store.Erasure.KEEP,
            ground = "A legal hold; destroyed when no hold covers it any more",
            purposes = "PU-5",
            clauses = {"RI-3", "RT-2"},
            retention = "ground")
    record HeldRecordTable(
            @Impersonal long id,
            @Personal(DataCategory.IDENTIFIER) UUID accountId,
            @Impersonal String store,
            @Personal(DataCategory.IDENTIFIER) String content,
            @Impersonal Instant heldAt) {}

    @RegisterForReflection
    @Store(
            table = "outbox_message",
            erasure = Store.Erasure.NOT_PERSONAL,
            purposes = "PU-1",
            clauses = "RT-3",
            retention = "P1D",
            countedFrom = "created_at",
            expiry = Store.Expiry.WORK)
    record OutboxMessageTable(
            @Impersonal long id,
            @Impersonal UUID eventId,
            @Impersonal String topic,
            @Personal(DataCategory.IDENTIFIER) String key,
            @Impersonal String type,
            @Personal(DataCategory.IDENTIFIER) String payload,
            @Impersonal Instant createdAt) {}

    @RegisterForReflection
    @Store(
            table = "outbox_lease",
            erasure = Store.Erasure.NOT_PERSONAL,
            ground = "One row for each kind of work that one replica does; about nobody",
            retention = "ground")
    record OutboxLeaseTable(
            @Impersonal String name,
            @Impersonal UUID holder,
            @Impersonal long fence,
            @Impersonal Instant until) {}

    @RegisterForReflection
    @Store(
            table = "inbox_event",
            erasure = Store.Erasure.NOT_PERSONAL,
            purposes = "PU-1",
            clauses = "RT-1",
            retention = "P31D",
            countedFrom = "received_at")
    record InboxEventTable(@Impersonal UUID eventId, @Impersonal Instant receivedAt) {}

    @RegisterForReflection
    @Store(
            table = "consumer_position",
            erasure = Store.Erasure.NOT_PERSONAL,
            ground = "How far this database has come, one row for each partition; about nobody",
            clauses = "RT-3",
            retention = "ground")
    record ConsumerPositionTable(
            @Impersonal String topic,
            @Impersonal int partition,
            @Impersonal String topicId,
            @Impersonal long nextOffset) {}

    @RegisterForReflection
    @Store(
            table = "consent_mark",
            erasure = Store.Erasure.NOT_PERSONAL,
            ground = "How fresh the copy of the consent states is, one row for each partition",
            clauses = "PM-8",
            retention = "ground")
    record ConsentMarkTable(
            @Impersonal int partition, @Impersonal int partitions, @Impersonal Instant asOf) {}

    @RegisterForReflection
    @Store(
            table = "parked_event",
            erasure = Store.Erasure.NOT_PERSONAL,
            purposes = "PU-5",
            clauses = "RT-1",
            retention = "P1Y",
            countedFrom = "parked_at")
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

    /** Personal as long as the key behind the pseudonym lives; about nobody after that. */
    @RegisterForReflection
    @Store(
            table = "audit_pending",
            erasure = Store.Erasure.NOT_PERSONAL,
            purposes = "PU-5",
            clauses = "SE-3",
            retention = "P1D",
            countedFrom = "at",
            expiry = Store.Expiry.WORK)
    record AuditPendingTable(
            @Impersonal long id,
            @Impersonal Instant at,
            @Impersonal String actorKind,
            @Personal(DataCategory.IDENTIFIER) String actor,
            @Impersonal String action,
            @Impersonal String subjectState,
            @Personal(DataCategory.IDENTIFIER) byte[] subject,
            @Impersonal String object,
            @Impersonal String outcome,
            @Impersonal String purpose,
            @Impersonal String requestId) {}

    /** As above; the period stands in the function {@code audit_retire}. */
    @RegisterForReflection
    @Store(
            table = "audit_entry",
            erasure = Store.Erasure.NOT_PERSONAL,
            purposes = "PU-5",
            clauses = "SE-3",
            retention = "P3Y",
            countedFrom = "at",
            expiry = Store.Expiry.WORK)
    record AuditEntryTable(
            @Impersonal long sequence,
            @Impersonal Instant at,
            @Impersonal String actorKind,
            @Personal(DataCategory.IDENTIFIER) String actor,
            @Impersonal String action,
            @Impersonal String subjectState,
            @Personal(DataCategory.IDENTIFIER) byte[] subject,
            @Impersonal String object,
            @Impersonal String outcome,
            @Impersonal String purpose,
            @Impersonal String requestId,
            @Impersonal byte[] previousHash,
            @Impersonal byte[] hash) {}

    @RegisterForReflection
    @Store(
            table = "audit_chain",
            erasure = Store.Erasure.NOT_PERSONAL,
            ground = "The end of the audit, one row; about nobody",
            clauses = "SE-3",
            retention = "ground")
    record AuditChainTable(
            @Impersonal String name,
            @Impersonal long sequence,
            @Impersonal byte[] hash,
            @Impersonal long announced,
            @Impersonal Instant announcedAt) {}

    @RegisterForReflection
    @Store(
            table = "audit_anchor",
            erasure = Store.Erasure.NOT_PERSONAL,
            ground =
                    "What the rest of the audit hangs on once its beginning is retired; about nobody",
            clauses = "SE-3",
            retention = "ground")
    record AuditAnchorTable(
            @Impersonal long sequence, @Impersonal byte[] hash, @Impersonal Instant retiredAt) {}

    @RegisterForReflection
    @Store(
            table = "flyway_schema_history",
            erasure = Store.Erasure.NOT_PERSONAL,
            ground = "One row for each change of the schema; about nobody",
            retention = "ground")
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
