package com.bestqi.dsr.erasure;

import com.bestqi.dsr.canary.CanaryRuns;
import com.bestqi.dsr.contact.Contacts;
import com.bestqi.dsr.participant.Participants;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The tables of this feature, for the inventory. */
public final class ErasureStores {
    /** In order of deletion. */
    public static final List<Class<?>> TABLES =
            List.of(
                    Contacts.ErasureContactTable.class,
                    PartErasureOutcomeTable.class,
                    PartErasureCaseTable.class,
                    ErasureCaseTable.class,
                    ErasureOutcomeTable.class,
                    DirectiveEpochTable.class,
                    Participants.ParticipantTable.class,
                    CanaryRuns.CanaryRunTable.class);

    private static final String PROOF =
            "Proof that the request was answered in time and the erasure carried out; holds the"
                    + " opaque account id, states, counts, times and signed statements";

    private ErasureStores() {}

    @RegisterForReflection
    @Store(
            table = "erasure_case",
            category = DataCategory.REQUEST,
            erasure = Store.Erasure.KEEP,
            ground = PROOF,
            purposes = "PU-5",
            clauses = {"AC-5", "RI-3", "RI-8"},
            retention = "P3Y",
            countedFrom = "closed_at")
    record ErasureCaseTable(
            @Impersonal UUID requestId,
            @Personal(DataCategory.IDENTIFIER) UUID accountId,
            @Impersonal UUID certificateId,
            @Impersonal String state,
            @Impersonal long epoch,
            @Personal(DataCategory.REQUEST) Instant receivedAt,
            @Impersonal Instant dueAt,
            @Impersonal Instant eraseAt,
            @Impersonal Instant contactUntil,
            @Impersonal Instant directedAt,
            @Impersonal String awaited,
            @Impersonal int resent,
            @Impersonal Instant resendAt,
            @Impersonal String mail,
            @Impersonal int mailTries,
            @Personal(DataCategory.IDENTIFIER) String certificate,
            @Impersonal UUID superseded,
            @Impersonal Instant completedAt,
            @Impersonal Instant closedAt,
            @Impersonal Instant nextAt,
            @Impersonal int tries) {}

    @RegisterForReflection
    @Store(
            table = "erasure_outcome",
            category = DataCategory.REQUEST,
            erasure = Store.Erasure.KEEP,
            ground = PROOF,
            purposes = "PU-5",
            clauses = "RI-3",
            retention = "P3Y",
            countedFrom = "received_at")
    record ErasureOutcomeTable(
            @Impersonal UUID requestId,
            @Impersonal String service,
            @Personal(DataCategory.IDENTIFIER) UUID accountId,
            @Personal(DataCategory.IDENTIFIER) String statement,
            @Impersonal long erased,
            @Impersonal boolean complete,
            @Impersonal Instant receivedAt) {}

    @RegisterForReflection
    @Store(
            table = "directive_epoch",
            erasure = Store.Erasure.KEEP,
            ground = "Order among directives, so that an old one never undoes a newer one",
            purposes = "PU-5",
            clauses = {"RI-3", "RI-4", "RT-2"},
            retention = "ground")
    record DirectiveEpochTable(
            @Personal(DataCategory.IDENTIFIER) UUID accountId,
            @Impersonal long epoch,
            @Impersonal boolean closed) {}

    @RegisterForReflection
    @Store(
            table = "part_erasure_case",
            category = DataCategory.REQUEST,
            purposes = "PU-5",
            clauses = "RI-3",
            essential = true)
    record PartErasureCaseTable(
            @Impersonal UUID requestId,
            @Personal(DataCategory.IDENTIFIER) UUID accountId,
            @Impersonal long epoch,
            @Personal(DataCategory.REQUEST) String categories,
            @Personal(DataCategory.REQUEST) String services,
            @Impersonal String awaited,
            @Impersonal int resent,
            @Personal(DataCategory.REQUEST) Instant directedAt,
            @Personal(DataCategory.REQUEST) String certificate) {}

    @RegisterForReflection
    @Store(
            table = "part_erasure_outcome",
            category = DataCategory.REQUEST,
            purposes = "PU-5",
            clauses = "RI-3",
            essential = true)
    record PartErasureOutcomeTable(
            @Impersonal UUID requestId,
            @Impersonal String service,
            @Personal(DataCategory.IDENTIFIER) UUID accountId,
            @Personal(DataCategory.REQUEST) String statement,
            @Impersonal Instant receivedAt) {}
}
