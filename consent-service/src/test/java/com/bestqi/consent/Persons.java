package com.bestqi.consent;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.Tokens;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** People as this service gets to know them. */
public final class Persons {
    private Persons() {}

    /** A person this service has heard of. */
    public static UUID registered() {
        var accountId = UUID.randomUUID();
        Bus.publish(registration(accountId));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> as(accountId).get("/v1/consents").statusCode() == 200);
        return accountId;
    }

    /** What account-service says about a new person. */
    public static AccountRegistered registration(UUID accountId) {
        return new AccountRegistered(
                accountId,
                "eu",
                "1.0",
                "de",
                "registration",
                Instant.parse("2026-11-22T10:00:00Z"));
    }

    /** A request with a person's token. */
    public static RequestSpecification as(UUID accountId) {
        return given().auth().oauth2(Tokens.user(accountId)).contentType(ContentType.JSON);
    }
}
