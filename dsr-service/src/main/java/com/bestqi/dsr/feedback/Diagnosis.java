package com.bestqi.dsr.feedback;

import com.bestqi.dsr.peer.PeerAwayException;
import com.bestqi.dsr.peer.Services;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Looks at what a device reported lately, for a malfunction that the person has reported (PU-4a),
 * and only while that report waits for an answer. Nothing of it is kept here.
 */
@ApplicationScoped
class Diagnosis {
    private final FeedbackService feedbacks;
    private final Services services;

    Diagnosis(FeedbackService feedbacks, Services services) {
        this.feedbacks = feedbacks;
        this.services = services;
    }

    /**
     * What the device reported.
     *
     * @param device as device-service tells it: type and readings, newest first
     */
    @RegisterForReflection
    record View(UUID feedbackId, UUID deviceId, JsonNode device) {
        @Override
        public String toString() {
            return "Diagnosis[" + feedbackId + "]";
        }
    }

    /** Throws 404, 409 when there is no such report open, 423 when the person has restricted it. */
    View of(Feedbacks.Feedback found) {
        var deviceId = found.deviceId();
        if (deviceId == null
                || found.kind() != Feedbacks.Kind.DEVICE_PROBLEM
                || found.state() != Feedbacks.State.OPEN) {
            throw new ProblemException(
                    CommonProblem.CONFLICT, "No report of a malfunction of a device is open here.");
        }
        var device = ask(found.accountId(), deviceId);
        // Whoever answered or closed the report meanwhile has ended the ground for this.
        if (feedbacks.any(found.feedbackId()).state() != Feedbacks.State.OPEN) {
            throw new ProblemException(CommonProblem.CONFLICT, "The report is not open any more.");
        }
        return new View(found.feedbackId(), deviceId, device);
    }

    private JsonNode ask(UUID accountId, UUID deviceId) {
        try {
            var answer =
                    services.ask(
                            "device",
                            "/internal/subjects/"
                                    + accountId
                                    + "/devices/"
                                    + deviceId
                                    + "/diagnosis");
            return switch (answer.status()) {
                case 200 -> answer.body();
                case 404 -> throw ProblemException.notFound();
                case 410 ->
                        throw new ProblemException(
                                CommonProblem.ACCOUNT_ERASED,
                                "The account and all its data are erased.");
                case 423 ->
                        throw new ProblemException(
                                CommonProblem.PROCESSING_RESTRICTED,
                                "The processing of this data is restricted at the person's"
                                        + " request.");
                default -> throw away();
            };
        } catch (PeerAwayException e) {
            throw away();
        }
    }

    private static ProblemException away() {
        return ProblemException.unavailable(
                CommonProblem.UNAVAILABLE, "The device's data cannot be read now; try again.");
    }
}
