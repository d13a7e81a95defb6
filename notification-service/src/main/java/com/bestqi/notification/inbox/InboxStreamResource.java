package com.bestqi.notification.inbox;

import com.bestqi.notification.inbox.NotificationResource.NotificationView;
import com.bestqi.notification.wording.Wordings;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.stream.EventStream;
import com.bestqi.platform.stream.Watches.Watch;
import com.bestqi.platform.web.Caller;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The inbox of the person who is logged in, as it fills. */
@Path("/v1/notifications/stream")
@RolesAllowed("user")
@RunOnVirtualThread
class InboxStreamResource {
    private static final Logger LOG = Logger.getLogger(InboxStreamResource.class);
    private static final Duration LEEWAY = Duration.ofSeconds(10);

    private final WatchInbox inbox;
    private final InboxWatchers watchers;
    private final StreamConfig config;
    private final Caller caller;
    private final JsonWebToken token;
    private final ObjectMapper json;
    private final Clock clock;

    InboxStreamResource(
            WatchInbox inbox,
            InboxWatchers watchers,
            StreamConfig config,
            Caller caller,
            JsonWebToken token,
            ObjectMapper json,
            Clock clock) {
        this.inbox = inbox;
        this.watchers = watchers;
        this.config = config;
        this.caller = caller;
        this.token = token;
        this.json = json;
        this.clock = clock;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            operationId = "streamNotifications",
            summary = "The inbox, as it fills",
            description =
                    "Server-sent events `notification`, each with a message as in the list and its"
                            + " id. With the header `Last-Event-ID` it goes on behind that message."
                            + " Ends with an event `end` `{\"reason\"}`: `account-erased` or"
                            + " `token-expired`; a client that reads too slowly is cut off. At most"
                            + " 10 streams a person.")
    @APIResponse(responseCode = "200", description = "The stream")
    @APIResponse(responseCode = "400", description = "Last-Event-ID is not valid")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    @APIResponse(responseCode = "429", description = "Too many streams are open")
    public void stream(
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String languages,
            @Context SseEventSink sink,
            @Context Sse sse)
            throws InterruptedException {
        var accountId = caller.accountId();
        var watch = watchers.open(accountId, accountId);
        try (watch) {
            var position = inbox.begin(accountId, lastEventId);
            var until = Instant.ofEpochSecond(token.getExpirationTime()).plus(LEEWAY);
            // Until here a refusal is an answer like any other; from here on a stream ends.
            follow(
                    new EventStream(sink, sse, config.slowestClient()),
                    watch,
                    accountId,
                    position,
                    Wordings.preferred(languages),
                    until);
        }
    }

    private void follow(
            EventStream stream,
            Watch watch,
            UUID accountId,
            InboxPosition position,
            String language,
            Instant until)
            throws InterruptedException {
        try (stream) {
            stream.open();
            do {
                if (!clock.instant().isBefore(until)) {
                    stream.send("end", null, text(Map.of("reason", "token-expired")));
                    return;
                }
                if (!tell(stream, accountId, position, language)) {
                    stream.sign();
                }
            } while (watch.await(config.signEvery()) && stream.isOpen());
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            LOG.debug("a client of a stream went away or reads too slowly", e);
        } catch (RuntimeException e) {
            LOG.warnf("a stream is broken off: %s", e.getClass().getSimpleName());
        }
    }

    /** Sends what is new, and says whether anything was. */
    private boolean tell(
            EventStream stream, UUID accountId, InboxPosition position, String language)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            var news = inbox.next(accountId, position);
            for (var stored : news) {
                position.advance(stored);
                stream.send(
                        "notification",
                        stored.notificationId().toString(),
                        text(NotificationView.of(inbox.open(stored, language))));
            }
            return !news.isEmpty();
        } catch (ProblemException e) {
            if (e.problem() != CommonProblem.ACCOUNT_ERASED) {
                throw e;
            }
            stream.send("end", null, text(Map.of("reason", "account-erased")));
            stream.close();
            return true;
        }
    }

    private String text(Object data) {
        try {
            return json.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view is always JSON", e);
        }
    }
}
