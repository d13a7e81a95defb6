package com.bestqi.device.reading;

import com.bestqi.device.reading.WatchReadings.Ended;
import com.bestqi.device.reading.WatchReadings.News;
import com.bestqi.device.reading.WatchReadings.Reason;
import com.bestqi.device.reading.WatchReadings.Watched;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
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

@Path("/v1/devices/{id}/readings/stream")
@RolesAllowed("user")
@RunOnVirtualThread
class ReadingStreamResource {
    private static final Logger LOG = Logger.getLogger(ReadingStreamResource.class);
    private static final Duration LEEWAY = Duration.ofSeconds(10);

    /** Keeps what lies between from taking the connection for dead, and finds out if it is. */
    private static final int LOOKS_A_SIGN_OF_LIFE = 15;

    private final WatchReadings readings;
    private final Watchers watchers;
    private final StreamConfig config;
    private final Caller caller;
    private final JsonWebToken token;
    private final ObjectMapper json;
    private final Clock clock;

    ReadingStreamResource(
            WatchReadings readings,
            Watchers watchers,
            StreamConfig config,
            Caller caller,
            JsonWebToken token,
            ObjectMapper json,
            Clock clock) {
        this.readings = readings;
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
            operationId = "streamReadings",
            summary = "What a device reports, as it reports it",
            description =
                    "For the device's owner, and as in the list for those who live with it."
                            + " Server-sent events `reading` with a reading as in the list, each type in the"
                            + " order taken; what comes later than a newer one of its type is in the"
                            + " list alone. With the header `Last-Event-ID` it goes on behind that"
                            + " event. Ends with an event `end` `{\"reason\"}`: `account-erased`,"
                            + " `device-erased`, `restricted`, `no-consent` or `token-expired`; a"
                            + " client that reads too slowly is cut off. At most 10 streams a"
                            + " person.")
    @APIResponse(responseCode = "200", description = "The stream")
    @APIResponse(responseCode = "400", description = "The type or Last-Event-ID is not valid")
    @APIResponse(
            responseCode = "403",
            description = "The switch named in key is off, or a guest asks")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    @APIResponse(responseCode = "423", description = "The person has restricted processing")
    @APIResponse(responseCode = "429", description = "Too many streams are open")
    public void stream(
            UUID id,
            @QueryParam("type") @Nullable String type,
            @HeaderParam(Seen.HEADER) @Nullable String lastEventId,
            @Context SseEventSink sink,
            @Context Sse sse)
            throws InterruptedException {
        var watched = new Watched(caller.accountId(), id, type);
        var seen = readings.begin(watched, Seen.parse(lastEventId));
        var until = Instant.ofEpochSecond(token.getExpirationTime()).plus(LEEWAY);
        // Until here a refusal is an answer like any other; from here on there is a stream to end.
        var watch = watchers.open(watched.viewerId(), id);
        var stream = new EventStream(sink, sse, config.slowestClient());
        try (watch;
                stream) {
            follow(stream, watch, watched, seen, until);
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            LOG.debug("a client of a stream went away or reads too slowly", e);
        } catch (RuntimeException e) {
            LOG.warnf("a stream is broken off: %s", e.getClass().getSimpleName());
        }
    }

    private void follow(EventStream stream, Watch watch, Watched watched, Seen seen, Instant until)
            throws InterruptedException, ExecutionException, TimeoutException {
        stream.open();
        for (int looks = 1; stream.isOpen(); looks++) {
            var look =
                    clock.instant().isBefore(until)
                            ? readings.next(watched, seen)
                            : new Ended(Reason.TOKEN_EXPIRED, null);
            switch (look) {
                case Ended ended -> {
                    stream.send("end", null, text(Map.of("reason", ended.reason().key())));
                    return;
                }
                case News news -> {
                    for (var reading : news.readings()) {
                        seen.advance(reading);
                        stream.send(
                                "reading", seen.text(), text(ReadingView.of(reading, news.type())));
                    }
                    if (!news.full() && !watch.await(config.lookEvery())) {
                        return;
                    }
                }
            }
            if (looks % LOOKS_A_SIGN_OF_LIFE == 0) {
                stream.sign();
            }
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
