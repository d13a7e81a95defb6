package com.bestqi.dsr.feedback;

import com.bestqi.dsr.feedback.Feedbacks.Kind;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Feedback as it comes in. */
@RegisterForReflection
record FeedbackOpening(
        @NotNull
                @Size(max = 254)
                @Pattern(regexp = "[^\\s@\\p{Cntrl}]{1,64}@[^\\s@\\p{Cntrl}]{1,189}")
                String email,
        @Nullable @Pattern(regexp = "\\+[1-9][0-9]{6,14}") String phone,
        @NotNull @Size(min = 1, max = 10_000) String content,
        @Nullable UUID deviceId,
        @NotNull Kind kind) {
    Feedbacks.Words words() {
        return new Feedbacks.Words(email, phone, content);
    }

    @Override
    public String toString() {
        return "FeedbackOpening[" + kind + "]";
    }
}
