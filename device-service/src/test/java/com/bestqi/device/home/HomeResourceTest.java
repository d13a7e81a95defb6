package com.bestqi.device.home;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.device.Person;
import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.event.ConsentState;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
class HomeResourceTest {

    @Test
    void everyPersonHasOneHomeFromTheStart() {
        var person = Person.registered();

        person.app()
                .get("/v1/homes")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].homeId", notNullValue())
                .body("items[0].name", equalTo("Home"))
                .body("items[0].role", equalTo("OWNER"))
                .body("next", nullValue());
    }

    @Test
    void oneHomeIsSeenByThoseWhoBelongToIt() {
        var household = Household.of(Person.registered());
        var guest = household.joined("GUEST");
        var path = "/v1/homes/" + household.homeId();

        household
                .owner()
                .app()
                .get(path)
                .then()
                .statusCode(200)
                .body("homeId", equalTo(household.homeId()))
                .body("name", notNullValue())
                .body("role", equalTo("OWNER"));
        guest.app().get(path).then().statusCode(200).body("role", equalTo("GUEST"));
        Person.registered().app().get(path).then().statusCode(404);
        guest.app().get("/v1/homes/" + UUID.randomUUID()).then().statusCode(404);
        given().get(path).then().statusCode(401);
    }

    @Test
    void aRegistrationToldTwiceMakesNoSecondHome() {
        var person = Person.registered();
        String before = person.app().get("/v1/homes").path("items[0].homeId");

        Bus.publish(
                new AccountRegistered(
                        person.id(), "eu", "1.0", "en", "registration", Instant.now()));
        person.grant("camera"); // of another topic, but the list below is the proof all the same

        assertThat(person.rows("home")).isEqualTo(1);
        assertThat(person.app().get("/v1/homes").<String>path("items[0].homeId")).isEqualTo(before);
    }

    @Test
    void whoeverIsKnownByConsentFirstHasAHomeToo() {
        var accountId = UUID.randomUUID();
        Bus.publish(new ConsentState(accountId, 1, Map.of(), Instant.now()));

        Awaitility.await()
                .untilAsserted(() ->
                        given().auth()
                                .oauth2(Tokens.user(accountId))
                                .get("/v1/homes")
                                .then()
                                .statusCode(200)
                                .body("items", hasSize(1)));
    }

    @Test
    void nobodyListsHomesWithoutAToken() {
        given().get("/v1/homes")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:unauthorized"));
        given().auth().oauth2(Tokens.service()).get("/v1/homes").then().statusCode(403);
        given().auth()
                .oauth2(Tokens.expired(UUID.randomUUID()))
                .get("/v1/homes")
                .then()
                .statusCode(401);
    }

    @Test
    void aPersonNotHeardOfYetIsAskedToWait() {
        given().auth()
                .oauth2(Tokens.user(UUID.randomUUID()))
                .get("/v1/homes")
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("type", equalTo("urn:problem:account-not-ready"));
    }
}
