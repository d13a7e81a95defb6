package com.bestqi.dsr.feedback;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Feedback as the person and staff see it, with its answers. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record FeedbackView(
        UUID feedbackId,
        @Nullable UUID accountId,
        Feedbacks.Kind kind,
        Feedbacks.State state,
        @Nullable UUID deviceId,
        String email,
        @Nullable String phone,
        String content,
        Instant receivedAt,
        Instant dueAt,
        @Nullable UUID requestId,
        List<AttachmentView> attachments,
        List<MessageView> messages) {

    @RegisterForReflection
    record AttachmentView(UUID attachmentId, String contentType, int size) {}

    @RegisterForReflection
    record MessageView(String from, @Nullable String text, Instant at) {
        @Override
        public String toString() {
            return "MessageView[" + from + "]";
        }
    }

    static FeedbackView of(
            Feedbacks.Feedback found,
            Feedbacks.Words words,
            List<Feedbacks.Attachment> attachments,
            List<Feedbacks.Message> messages,
            boolean forStaff) {
        return new FeedbackView(
                found.feedbackId(),
                forStaff ? found.accountId() : null,
                found.kind(),
                found.state(),
                found.deviceId(),
                words.email(),
                words.phone(),
                words.content(),
                found.receivedAt(),
                found.dueAt(),
                found.requestId(),
                attachments.stream()
                        .map(one ->
                                new AttachmentView(
                                        one.attachmentId(), one.contentType(), one.size()))
                        .toList(),
                messages.stream()
                        .map(one ->
                                new MessageView(
                                        one.fromStaff() ? "STAFF" : "PERSON", one.text(), one.at()))
                        .toList());
    }

    @Override
    public String toString() {
        return "FeedbackView[" + feedbackId + "]";
    }
}
