package com.bestqi.dsr;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.bestqi.platform.test.PackagedResource;
import com.bestqi.platform.test.PackagedService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusIntegrationTest
@WithTestResource(PackagedResource.class)
class DsrServiceIT extends PackagedService {
    DsrServiceIT() {
        super("dsr");
    }

    @Test
    @Tag("RI-4")
    void aRequestIsTakenUpAndListed() {
        var person = registered();
        awaitStatus(200, person, "/v1/requests");

        String requestId =
                as(person)
                        .body(
                                Map.of(
                                        "type",
                                        "RESTRICTION",
                                        "restriction",
                                        Map.of("until", "2099-01-01T00:00:00Z")))
                        .post("/v1/requests")
                        .then()
                        .statusCode(201)
                        .body("state", equalTo("RUNNING"))
                        .extract()
                        .path("requestId");

        as(person)
                .get("/v1/requests")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].requestId", equalTo(requestId));
    }
}
