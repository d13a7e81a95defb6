package com.bestqi.endtoend.story;

import com.bestqi.endtoend.client.Answer;
import com.bestqi.endtoend.client.ApiClient;
import com.bestqi.endtoend.client.StackAddresses;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;

/**
 * The deletion of an account as the person sees it: confirmed, followed by the status link, ended
 * by the certificate.
 *
 * @param statusPath the status link without the gateway's address
 */
public record Departure(StackAddresses stack, UUID requestId, String statusPath) {

    /** Tries with a log-in that is not known to be fresh, which must be refused with a way out. */
    public static void refuseStaleLogin(Resident resident) {
        var refused = resident.api().delete("/v1/accounts/me").expect(401);
        var challenge = refused.header("www-authenticate");
        BrokenPromise.unless(
                challenge.contains("error=\"insufficient_user_authentication\"")
                        && challenge.contains("max_age=300"),
                "a stale log-in must be told to step up, but the answer says: " + challenge);
    }

    /** Confirms the deletion with a log-in of this moment. */
    public static Departure confirm(StackAddresses stack, Resident resident) {
        return accepted(stack, resident.freshApi().delete("/v1/accounts/me"));
    }

    /** What the answer to a confirmed deletion says. */
    public static Departure accepted(StackAddresses stack, Answer answer) {
        answer.expect(202);
        answer.text("/dueAt");
        var link = URI.create(answer.text("/statusUrl"));
        return new Departure(
                stack,
                UUID.fromString(answer.text("/requestId")),
                link.getRawPath() + "?" + link.getRawQuery());
    }

    /** What the status link says now; it needs no log-in, for there is none any more. */
    public Answer status() {
        return ApiClient.of(stack).get(statusPath);
    }

    /** Waits for the certificate. */
    public String certificate(Duration atMost) {
        var last =
                Patience.until(
                        atMost,
                        this::status,
                        answer ->
                                answer.status() == 200 && answer.json().hasNonNull("certificate"));
        last.expect(200);
        BrokenPromise.unless(
                last.text("/state").equals("COMPLETED"),
                "after " + atMost.toSeconds() + " s the erasure stands at " + last.body());
        return last.text("/certificate");
    }
}
