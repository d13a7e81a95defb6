package com.bestqi.dsr.feedback;

import com.bestqi.platform.media.MalformedMediaException;
import com.bestqi.platform.media.Media;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.problem.Violation;
import com.bestqi.platform.proof.Sha256;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Reads what comes in: the words, and each photo or video cleaned before the next is read. */
@ApplicationScoped
class Upload {
    private static final String FEEDBACK = "feedback";
    private static final int MOST = 5;
    private static final int LARGEST = 10 * 1024 * 1024;
    private static final int LARGEST_JSON = 64 * 1024;

    /** Each may hold its photos in memory until they are ciphertext in the database. */
    private static final int AT_ONCE = 6;

    private final ObjectMapper json;
    private final Validator validator;
    private final Semaphore slots = new Semaphore(AT_ONCE);

    Upload(ObjectMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /**
     * A cleaned photo or video; by its digest it is the same as another.
     *
     * @param digest SHA-256 of what came in
     */
    @RegisterForReflection
    record Attached(String contentType, String digest, @JsonIgnore byte[] content) {
        @Override
        public String toString() {
            return "Attached[" + contentType + "]";
        }
    }

    /** All that came in. */
    record Read(FeedbackOpening opening, List<Attached> attachments) {}

    /** What is done with it while it is in memory. */
    interface Use<T> {
        T with(Read read);
    }

    /** Reads a body and hands it on. */
    <T> T read(InputStream body, @Nullable String contentType, Use<T> use) {
        if (!slots.tryAcquire()) {
            throw ProblemException.unavailable(
                    CommonProblem.UNAVAILABLE, "Many send photos at the moment; try again.");
        }
        try {
            return use.with(read(new MultipartReader(body, contentType)));
        } catch (IOException e) {
            throw MultipartReader.malformed();
        } finally {
            slots.release();
        }
    }

    private Read read(MultipartReader parts) throws IOException {
        FeedbackOpening opening = null;
        var attachments = new ArrayList<Attached>();
        while (true) {
            var part = parts.next(name -> name.equals(FEEDBACK) ? LARGEST_JSON : LARGEST);
            if (part.isEmpty()) {
                if (opening == null) {
                    throw ProblemException.invalid(FEEDBACK, "the part is missing");
                }
                return new Read(opening, attachments);
            }
            if (part.get().name().equals(FEEDBACK)) {
                if (opening != null) {
                    throw ProblemException.invalid(FEEDBACK, "the part comes twice");
                }
                opening = words(part.get().content());
            } else if (attachments.size() == MOST) {
                throw new ProblemException(
                        FeedbackProblem.TOO_MANY_ATTACHMENTS, "Send up to five.");
            } else {
                attachments.add(attached(part.get().content()));
            }
        }
    }

    private FeedbackOpening words(byte[] content) throws IOException {
        FeedbackOpening opening;
        try {
            opening = json.readValue(content, FeedbackOpening.class);
        } catch (JsonProcessingException e) {
            throw ProblemException.invalid(FEEDBACK, "is not the JSON that belongs here");
        }
        if (opening == null) {
            throw ProblemException.invalid(FEEDBACK, "must not be null");
        }
        var violations =
                validator.validate(opening).stream()
                        .map(found ->
                                new Violation(
                                        FEEDBACK + "." + found.getPropertyPath(),
                                        found.getMessage()))
                        .toList();
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        return opening;
    }

    private static Attached attached(byte[] content) {
        try {
            var media = Media.clean(content);
            return new Attached(media.type().contentType(), Sha256.hex(content), media.content());
        } catch (MalformedMediaException e) {
            throw new ProblemException(
                    FeedbackProblem.UNSUPPORTED_MEDIA,
                    "JPEG, PNG, WebP and MP4 are taken; this one is none or is broken: "
                            + e.getMessage()
                            + ".");
        }
    }
}
