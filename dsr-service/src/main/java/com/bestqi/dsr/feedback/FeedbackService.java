package com.bestqi.dsr.feedback;

import com.bestqi.dsr.request.RequestOpening;
import com.bestqi.dsr.request.RequestService;
import com.bestqi.platform.event.MessageRequested;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.outbox.Outbox;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.time.DatabaseClock;
import com.bestqi.platform.web.Idempotency;
import com.bestqi.platform.web.Idempotent;
import com.bestqi.platform.web.PageRequest;
import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What is done with feedback, each a transaction. */
@ApplicationScoped
class FeedbackService {
    private static final String PHOTOS = "photo-album";

    private final Feedbacks feedbacks;
    private final Subjects subjects;
    private final RequestService requests;
    private final Outbox outbox;
    private final Idempotency idempotency;
    private final DatabaseClock clock;

    FeedbackService(
            Feedbacks feedbacks,
            Subjects subjects,
            RequestService requests,
            Outbox outbox,
            Idempotency idempotency,
            DatabaseClock clock) {
        this.feedbacks = feedbacks;
        this.subjects = subjects;
        this.requests = requests;
        this.outbox = outbox;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    /**
     * Who sends.
     *
     * @param known whether the log-in is fresh; when a call is repeated, it may have grown old
     *     meanwhile, and the call is the same
     */
    @RegisterForReflection
    record Sender(UUID accountId, @JsonIgnore boolean known) {}

    /** Takes feedback in; photos and videos need the switch for them (PM-4). */
    @Idempotent
    @Transactional
    RestResponse<FeedbackView> take(
            Sender sender, FeedbackOpening opening, List<Upload.Attached> attachments) {
        var accountId = sender.accountId();
        var subject = subjects.share(accountId, Processing.REQUEST, DataCategory.REQUEST);
        if (!attachments.isEmpty()) {
            subject.require(PHOTOS);
        }
        var feedbackId = UUID.randomUUID();
        feedbacks.add(
                feedbackId,
                accountId,
                opening.kind(),
                opening.deviceId(),
                opening.words(),
                sender.known());
        for (int i = 0; i < attachments.size(); i++) {
            var one = attachments.get(i);
            feedbacks.attach(feedbackId, accountId, i, one.contentType(), one.content());
        }
        return RestResponse.ResponseBuilder.<FeedbackView>created(
                        URI.create("/v1/feedback/" + feedbackId))
                .entity(views(List.of(own(accountId, feedbackId)), false).getFirst())
                .build();
    }

    Feedbacks.Feedback own(UUID accountId, UUID feedbackId) {
        var found = any(feedbackId);
        if (!found.accountId().equals(accountId)) {
            throw ProblemException.notFound();
        }
        return found;
    }

    Feedbacks.Feedback any(UUID feedbackId) {
        return feedbacks.find(feedbackId).orElseThrow(ProblemException::notFound);
    }

    /** One more than asked for, newest first. */
    List<Feedbacks.Feedback> of(UUID accountId, PageRequest asked) {
        var behind = asked.from().map(last -> own(accountId, id(last))).orElse(null);
        return feedbacks.of(accountId, behind, asked.limit() + 1);
    }

    /** One more than asked for, oldest first, for staff. */
    List<Feedbacks.Feedback> queue(Feedbacks.State state, PageRequest asked) {
        var behind = asked.from().map(last -> any(id(last))).orElse(null);
        return feedbacks.queue(state, behind, asked.limit() + 1);
    }

    private static UUID id(String last) {
        if (!last.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            throw PageRequest.badCursor();
        }
        return UUID.fromString(last);
    }

    List<FeedbackView> views(List<Feedbacks.Feedback> found, boolean forStaff) {
        // Of a person who is being erased the key is gone a moment before the rows.
        var shown = found.stream().filter(feedbacks::readable).toList();
        if (shown.isEmpty()) {
            return List.of();
        }
        var ids = shown.stream().map(Feedbacks.Feedback::feedbackId).toList();
        var persons = shown.stream().map(Feedbacks.Feedback::accountId).distinct().toList();
        var attachments = feedbacks.attachments(persons, ids);
        var messages = feedbacks.messages(shown);
        return shown.stream()
                .map(one ->
                        FeedbackView.of(
                                one,
                                feedbacks.words(one),
                                attachments.getOrDefault(one.feedbackId(), List.of()),
                                messages.getOrDefault(one.feedbackId(), List.of()),
                                forStaff))
                .toList();
    }

    Feedbacks.Content attachment(Feedbacks.Feedback of, UUID attachmentId) {
        return feedbacks.content(of, attachmentId).orElseThrow(ProblemException::notFound);
    }

    /** The person goes on. */
    @Transactional
    void ask(UUID accountId, UUID feedbackId, String text) {
        subjects.share(accountId, Processing.REQUEST, DataCategory.REQUEST);
        feedbacks.say(open(own(accountId, feedbackId)), false, text, Feedbacks.State.OPEN);
    }

    /** Staff answer; the person is told that there is an answer. */
    @Transactional
    void answer(UUID feedbackId, String text) {
        var found = open(any(feedbackId));
        subjects.share(found.accountId(), Processing.REQUEST, DataCategory.REQUEST);
        idempotency.about(found.accountId());
        feedbacks.say(found, true, text, Feedbacks.State.ANSWERED);
        outbox.add(
                new MessageRequested(
                        found.accountId(),
                        UUID.randomUUID(),
                        "request-answered",
                        Map.of("requestId", feedbackId.toString()),
                        clock.instant()));
    }

    private static Feedbacks.Feedback open(Feedbacks.Feedback found) {
        if (found.state() == Feedbacks.State.CLOSED) {
            throw new ProblemException(
                    CommonProblem.CONFLICT, "It has become a request, which goes on from here.");
        }
        return found;
    }

    /**
     * Staff turn it into a request, which counts from when the feedback came in. A person whose
     * log-in was not fresh then shows who they are by a code.
     */
    @Transactional
    UUID turn(UUID feedbackId, RequestOpening opening) {
        var found = open(any(feedbackId));
        var requestId =
                requests.open(
                        found.accountId(), opening.checked(), found.known(), found.receivedAt());
        idempotency.about(found.accountId());
        feedbacks.turned(found, requestId);
        return requestId;
    }

    /** The kinds a staff list may be limited to. */
    static Feedbacks.State state(@Nullable String name) {
        if (name == null) {
            return Feedbacks.State.OPEN;
        }
        for (var state : Feedbacks.State.values()) {
            if (state.name().equals(name)) {
                return state;
            }
        }
        throw ProblemException.invalid("state", "is none");
    }
}
