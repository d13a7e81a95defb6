package com.bestqi.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.IdentityProvider;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import com.bestqi.platform.token.IssuerKeys;
import com.bestqi.platform.token.IssuerKeysConfig;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Calls while the identity provider is slow, away, or has other keys than before. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("F12")
@Tag("SE-1")
class IdentityProviderTest {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    /** More than the service has threads to check tokens on. */
    private static final int FLOOD = 300;

    @Inject Subjects subjects;

    @ConfigProperty(name = "bestqi.jwks.url")
    URI jwks;

    @AfterEach
    void makeItWell() {
        IdentityProvider.beWell();
    }

    @Test
    void aNewKeyIsFetchedOnceAndNoCallFails() throws Exception {
        var person = register();
        assertThat(call(Tokens.user(person))).isEqualTo(200);
        awaitThatAKeyMayBeAskedFor();

        IdentityProvider.rotate();
        int before = IdentityProvider.fetches();
        // As many as may wait for a fetch; more would be refused, whoever they are.
        var statuses = atOnce(8, () -> call(Tokens.user(person)));

        assertThat(statuses).containsOnly(200);
        assertThat(IdentityProvider.fetches() - before).isEqualTo(1);
    }

    @Test
    void madeUpKeyIdsAreNotFetchedCallByCall() throws Exception {
        var forged = Tokens.forged(UUID.randomUUID(), "made-up");
        long begun = System.nanoTime();
        int before = IdentityProvider.fetches();

        var statuses = atOnce(FLOOD, () -> call(forged));

        assertThat(statuses).containsOnly(401);
        long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
        assertThat(IdentityProvider.fetches() - before).isLessThanOrEqualTo((int) seconds + 1);
    }

    @Test
    void whileItIsSlowNobodyWithAKnownKeyWaits() throws Exception {
        var person = register();
        var known = Tokens.user(person);
        assertThat(call(known)).isEqualTo(200);
        var forged = Tokens.forged(person, "made-up");
        awaitThatAKeyMayBeAskedFor();

        int before = IdentityProvider.fetches();
        IdentityProvider.becomeSlow();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var flood = submit(threads, FLOOD, () -> call(forged));
            await().until(() -> IdentityProvider.fetches() > before);
            for (int i = 0; i < 20; i++) {
                long begun = System.nanoTime();
                assertThat(call(known)).isEqualTo(200);
                assertThat(Duration.ofNanos(System.nanoTime() - begun))
                        .isLessThan(Duration.ofMillis(1_500));
            }
            for (var one : flood) {
                assertThat(one.get()).isEqualTo(401);
            }
        }
    }

    @Test
    void whileItIsAwayKnownKeysCountForTheirLifeAndNoLonger() throws Exception {
        var person = register();
        assertThat(call(Tokens.user(person))).isEqualTo(200);
        var keyId = keyId();
        var mortal = new IssuerKeys(jwks, config(Duration.ofMillis(500)));
        assertThat(mortal.refresh()).isTrue();
        assertThat(mortal.find(keyId)).isPresent();

        IdentityProvider.goAway();

        assertThat(call(Tokens.user(person))).isEqualTo(200);
        assertThat(mortal.refresh()).isFalse();
        assertThat(mortal.find(keyId)).isPresent();
        await().until(() -> mortal.find(keyId).isEmpty());
        IdentityProvider.beWell();
        assertThat(mortal.refresh()).isTrue();
        assertThat(mortal.find(keyId)).isPresent();
    }

    private static String keyId() {
        var token = Tokens.user(UUID.randomUUID());
        var header = new String(Base64.getUrlDecoder().decode(token.split("\\.")[0]));
        return header.replaceAll(".*\"kid\":\"([^\"]+)\".*", "$1");
    }

    private static IssuerKeysConfig config(Duration life) {
        return new IssuerKeysConfig() {
            @Override
            public Duration refreshEvery() {
                return Duration.ofMinutes(5);
            }

            @Override
            public Duration life() {
                return life;
            }

            @Override
            public Duration fetchTimeout() {
                return Duration.ofSeconds(2);
            }

            @Override
            public Duration askAgainAfter() {
                return Duration.ofMinutes(1);
            }
        };
    }

    /** In this module a second after the last fetch; made-up ids ask until one of them may. */
    private static void awaitThatAKeyMayBeAskedFor() {
        var forged = Tokens.forged(UUID.randomUUID(), "made-up");
        int before = IdentityProvider.fetches();
        await().until(() -> {
            call(forged);
            return IdentityProvider.fetches() > before;
        });
        long fetched = System.nanoTime();
        await().until(() -> Duration.ofNanos(System.nanoTime() - fetched).toMillis() > 1_100);
    }

    private static List<Integer> atOnce(int many, Callable<Integer> call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses = new ArrayList<Integer>();
            for (var one : submit(threads, many, call)) {
                statuses.add(one.get());
            }
            return statuses;
        }
    }

    private static List<Future<Integer>> submit(
            ExecutorService threads, int many, Callable<Integer> call) {
        return IntStream.range(0, many).mapToObj(_ -> threads.submit(call)).toList();
    }

    private static int call(String token) {
        return RestAssured.given().auth().oauth2(token).get("/v1/probes").statusCode();
    }

    private UUID register() {
        var person = UUID.randomUUID();
        Bus.publish(new AccountRegistered(person, "eu", "1.0", "en", "registration", THEN));
        await().untilAsserted(
                        () -> assertThat(subjects.state(person)).isEqualTo(Subjects.State.LIVE));
        return person;
    }
}
