package com.bestqi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.endtoend.ApiDocument.Route;
import com.bestqi.endtoend.client.Answer;
import com.bestqi.endtoend.client.ApiClient;
import com.bestqi.endtoend.story.Resident;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fifty requests to each route, made from the merged description: valid ones first, then ones with
 * one rule broken. {@code -Dbestqi.seed} replays a run.
 */
@ExtendWith(Suite.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeneratedRequestsTest {
    private static final int VALID = 15;
    private static final int BROKEN = 35;

    private final Suite suite;
    private final ApiDocument document;
    private final long seed = Long.getLong("bestqi.seed", new Random().nextLong());
    private Resident caller;
    private String policy;
    private String code;

    GeneratedRequestsTest(Suite suite) {
        this.suite = suite;
        this.document = ApiDocument.of(suite);
    }

    @BeforeAll
    void settle() {
        System.out.println("generated requests: -Dbestqi.seed=" + seed);
        caller = suite.settled("Gene");
        policy = suite.anyone().get("/v1/policies/current").expect(200).text("/version");
        code =
                caller.api()
                        .post("/v1/pairings", Map.of("method", "QR", "deviceType", "thermostat"))
                        .expect(201)
                        .text("/code");
    }

    Stream<Route> routes() {
        // A stream that stands does not end by itself; device-service's own tests are about it.
        return document.routes().stream().filter(route -> !route.path().endsWith("/stream"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("routes")
    @Tag("SE-3")
    void answersAsPromised(Route route) {
        var generator =
                new RequestGenerator(document, known(), new Random(seed ^ route.name().hashCode()));
        var refusals = new TreeSet<>(Set.of(400, 413, 422));
        for (int i = 0; i < VALID; i++) {
            var request = generator.valid(route);
            var answer = send(route, request);
            check(request, answer);
            if (answer.status() >= 400) {
                refusals.add(answer.status());
            }
        }
        for (int i = 0; i < BROKEN; i++) {
            var request = generator.broken(route);
            var answer = send(route, request);
            check(request, answer);
            if (!request.broken().equals("path") && !request.broken().equals("query")) {
                assertThat(refusals).as("%s: %s", request, answer).contains(answer.status());
            }
        }
    }

    private static void check(RequestGenerator.Request request, Answer answer) {
        assertThat(answer.status())
                .as("%s: %s", request, answer)
                .isIn(
                        200, 201, 202, 204, 304, 400, 401, 403, 404, 409, 410, 412, 413, 415, 421,
                        422, 423, 429);
        if (answer.status() >= 400) {
            Problems.assertProblem(answer);
        } else {
            Problems.assertHeaders(answer);
            Problems.assertDiscreet(answer);
        }
    }

    private Answer send(Route route, RequestGenerator.Request request) {
        return api(route)
                .send(
                        request.method(),
                        request.path(),
                        request.body() == null ? null : request.contentType(),
                        request.body() == null ? "" : request.body(),
                        Map.of());
    }

    private ApiClient api(Route route) {
        boolean deviceSpeaks = route.method().equals("POST") && route.path().endsWith("/readings");
        return deviceSpeaks ? caller.devices().getFirst().api() : caller.api();
    }

    private Map<String, String> known() {
        var device = caller.devices().getFirst().deviceId().toString();
        return Map.of(
                "id",
                device,
                "deviceId",
                device,
                "installationId",
                caller.installationId().toString(),
                "key",
                "bluetooth",
                "version",
                policy,
                "code",
                "ABCDEFGH",
                "requestId",
                UUID.randomUUID().toString());
    }
}
