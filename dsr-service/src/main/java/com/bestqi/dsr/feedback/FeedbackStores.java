package com.bestqi.dsr.feedback;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables of this feature, for the inventory. */
public final class FeedbackStores {
    /** In order of deletion. */
    public static final List<Class<?>> TABLES =
            List.of(FeedbackAttachmentTable.class, FeedbackMessageTable.class, FeedbackTable.class);

    private FeedbackStores() {}

    @RegisterForReflection
    @Store(
            table = "feedback",
            category = DataCategory.REQUEST,
            purposes = {"PU-1", "PU-4a"},
            clauses = {"FB-1", "RI-10"},
            retention = "P2Y",
            countedFrom = "closed_at")
    record FeedbackTable(
            @Impersonal UUID feedbackId,
            @Personal(DataCategory.IDENTIFIER) UUID accountId,
            @Personal(DataCategory.REQUEST) String kind,
            @Personal(DataCategory.REQUEST) String state,
            @Personal(DataCategory.DEVICE) @Nullable UUID deviceId,
            @Personal(value = DataCategory.REQUEST, confidential = true) byte[] content,
            @Impersonal boolean known,
            @Personal(DataCategory.REQUEST) @Nullable UUID requestId,
            @Personal(DataCategory.REQUEST) Instant receivedAt,
            @Impersonal Instant dueAt,
            @Personal(DataCategory.REQUEST) @Nullable Instant closedAt) {}

    @RegisterForReflection
    @Store(
            table = "feedback_message",
            category = DataCategory.REQUEST,
            purposes = {"PU-1", "PU-4a"},
            clauses = "FB-1",
            retention = "P3Y",
            countedFrom = "at")
    record FeedbackMessageTable(
            @Impersonal long id,
            @Personal(DataCategory.IDENTIFIER) UUID accountId,
            @Impersonal UUID feedbackId,
            @Impersonal boolean fromStaff,
            @Personal(value = DataCategory.REQUEST, confidential = true) byte[] text,
            @Personal(DataCategory.REQUEST) Instant at) {}

    @RegisterForReflection
    @Store(
            table = "feedback_attachment",
            category = DataCategory.REQUEST,
            purposes = {"PU-1", "PU-4a"},
            clauses = {"FB-2", "PM-4"},
            retention = "P12M",
            countedFrom = "added_at")
    record FeedbackAttachmentTable(
            @Impersonal UUID attachmentId,
            @Personal(DataCategory.IDENTIFIER) UUID accountId,
            @Impersonal UUID feedbackId,
            @Impersonal int place,
            @Personal(DataCategory.REQUEST) String contentType,
            @Impersonal int size,
            @Personal(value = DataCategory.REQUEST, confidential = true, binary = true)
                    byte[] content,
            @Personal(DataCategory.REQUEST) Instant addedAt) {}
}
