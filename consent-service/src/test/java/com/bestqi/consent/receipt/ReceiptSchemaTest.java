package com.bestqi.consent.receipt;

import static com.bestqi.consent.Persons.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import com.bestqi.consent.Persons;
import com.bestqi.consent.permission.PermissionReset;
import com.bestqi.platform.proof.KeySet;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Receipts of every switch against the schema that the service publishes. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("SD-2")
class ReceiptSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject PermissionReset permissions;

    @Test
    @Tag("RI-7")
    void everySwitchesReceiptsFollowTheSchema() throws Exception {
        var person = Persons.registered();
        var schema = schema();
        for (Map<String, Object> known :
                given().get("/v1/switches").<List<Map<String, Object>>>path("items")) {
            var key = (String) known.get("key");
            put(person, key, true, known.get("notice") != null, "de-CH, en;q=0.5");
            var granted = claims(person, key);
            put(person, key, false, false, null);
            var withdrawn = claims(person, key);

            assertThat(schema.validate(granted)).as(key).isEmpty();
            assertThat(schema.validate(withdrawn)).as(key).isEmpty();
            assertThat(status(granted)).startsWith("dpv:ConsentGiven");
            assertThat(status(withdrawn)).startsWith("dpv:ConsentWithdrawn");
            assertThat(granted.at("/record/dct:language").asText()).isEqualTo("de");
            assertThat(withdrawn.at("/record/dct:language").asText()).isEqualTo("und");
        }
    }

    @Test
    @Tag("AC-3")
    void aConsentThatAChangeOfThePolicyEndedIsRevokedByTheController() throws Exception {
        var person = Persons.registered();
        put(person, "analytics", true, true, "en");
        QuarkusTransaction.requiringNew()
                .run(() ->
                        permissions.end(
                                person, List.of("analytics"), Instant.now().plusSeconds(60)));

        var ended = claims(person, "analytics");

        assertThat(schema().validate(ended)).isEmpty();
        assertThat(ended.path("granted").asBoolean(true)).isFalse();
        assertThat(ended.path("cause").asText()).isEqualTo("policy-change");
        assertThat(status(ended)).startsWith("dpv:ConsentRevoked");
        assertThat(ended.toString()).contains("\"dpv:isIndicatedBy\":\"controller\"");
    }

    @Test
    void theRecordSaysTheSameAsTheFlatClaims() throws Exception {
        var person = Persons.registered();
        put(person, "sensitive.health", true, true, "fr");

        var claims = claims(person, "sensitive.health");

        var record = claims.path("record");
        var process = record.at("/dpv:hasProcess/0");
        assertThat(record.at("/dpv:hasIdentifier")).isEqualTo(claims.path("jti"));
        assertThat(record.at("/dpv:hasDataSubject/dpv:hasIdentifier"))
                .isEqualTo(claims.path("sub"));
        assertThat(record.at("/dct:created")).isEqualTo(claims.path("at"));
        assertThat(record.at("/dpv:hasNotice/0/dpv:hasIdentifier").asText())
                .isEqualTo("sensitive.health@1");
        assertThat(record.at("/dpv:hasNotice/0/dct:hasVersion").asText()).isEqualTo("1");
        assertThat(record.at("/dpv:hasNotice/0/dct:language").asText()).isEqualTo("fr");
        assertThat(process.at("/dpv:hasPersonalData/0/@type/0").asText())
                .isEqualTo("dpv:SensitivePersonalData");
        assertThat(process.at("/dpv:hasLegalBasis/0").asText())
                .isEqualTo("dpv:ExplicitlyExpressedConsent");
        assertThat(process.at("/dpv:hasPurpose/0/dct:identifier").asText()).isEqualTo("PU-1");
        assertThat(record.at("/dpv:hasEntity/controller/dpv:hasContact").asText()).contains("@");
    }

    @Test
    @Tag("PM-2")
    @Tag("SH-1")
    void itNamesTheRecipientsOfThatDayForEver() throws Exception {
        var id = "cartographer-" + UUID.randomUUID();
        recipient(id, "Old Maps");
        var person = Persons.registered();
        put(person, "geofence", true, true, "en");
        var first = claims(person, "geofence");

        recipient(id, "New Maps");
        var again = claims(person, "geofence");
        given().auth()
                .oauth2(Tokens.staff("policy-editor"))
                .delete("/v1/admin/recipients/" + id)
                .then()
                .statusCode(204);

        assertThat(claims(person, "geofence")).isEqualTo(first).isEqualTo(again);
        var entities = first.at("/record/dpv:hasEntity");
        assertThat(entities.path("recipient/" + id).path("dpv:hasName").asText())
                .isEqualTo("Old Maps");
        assertThat(entities.path("recipient/google-maps").path("dpv:hasLegalBasis").asText())
                .isEqualTo("eu-gdpr:A46-2-c");
        assertThat(first.at("/record/dpv:hasProcess/0/dpv:hasRecipient").toString())
                .contains("recipient/google-maps");
    }

    private static void recipient(String id, String name) {
        given().auth()
                .oauth2(Tokens.staff("policy-editor"))
                .contentType("application/json")
                .body(
                        Map.of(
                                "kind",
                                "SERVICE_PROVIDER",
                                "name",
                                name,
                                "purposes",
                                List.of("PU-1"),
                                "categories",
                                List.of("location"),
                                "country",
                                "FR",
                                "consentKey",
                                "geofence"))
                .put("/v1/admin/recipients/" + id)
                .then()
                .statusCode(200);
    }

    @Test
    void aSignalsWithdrawalSaysSo() throws Exception {
        var person = Persons.registered();
        put(person, "analytics", true, true, null);
        as(person).header("Sec-GPC", "1").get("/v1/consents").then().statusCode(200);

        var claims = claims(person, "analytics");

        assertThat(schema().validate(claims)).isEmpty();
        assertThat(claims.at("/record/dpv:hasProcess/0/dpv:hasConsentStatus/0/dpv:isExercisedAt"))
                .hasToString("\"privacy-signal\"");
    }

    @Test
    void theSchemaTellsWhatIsNoReceipt() throws Exception {
        var person = Persons.registered();
        put(person, "geofence", true, true, "en");
        var receipt = claims(person, "geofence");
        var schema = schema();

        for (Consumer<ObjectNode> damage :
                List.<Consumer<ObjectNode>>of(
                        claims -> claims.remove("record"),
                        claims -> claims.remove("sub"),
                        claims -> claims.put("granted", false),
                        claims -> claims.put("granted", "true"),
                        claims -> claims.put("iat", -1),
                        claims -> claims.put("basis", "contract"),
                        claims -> claims.put("more", 1),
                        claims -> claims.put("at", "yesterday"),
                        claims -> ((ObjectNode) claims.path("record")).remove("dpv:hasNotice"),
                        claims -> ((ObjectNode) claims.path("record")).putArray("dpv:hasProcess"),
                        claims ->
                                ((ObjectNode) claims.at("/record/dpv:hasEntity"))
                                        .remove("controller"),
                        claims ->
                                ((ObjectNode) claims.at("/record/dpv:hasProcess/0"))
                                        .remove("dpv:hasConsentStatus"))) {
            var damaged = (ObjectNode) receipt.deepCopy();
            damage.accept(damaged);
            assertThat(schema.validate(damaged)).as(damaged.toString()).isNotEmpty();
        }
    }

    private static JsonSchema schema() throws Exception {
        var answer =
                given().get("/v1/receipts/schema")
                        .then()
                        .statusCode(200)
                        .header("Cache-Control", containsString("public"))
                        .extract()
                        .asString();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        JSON.readTree(answer),
                        SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    }

    private static String status(JsonNode claims) {
        return claims.at("/record/dpv:hasProcess/0/dpv:hasConsentStatus/0/@type/0").asText();
    }

    private static void put(
            UUID person, String key, boolean granted, boolean withNotice, String languages) {
        var body = new HashMap<String, Object>(Map.of("granted", granted));
        if (withNotice) {
            body.put("notice", key + "@1");
        }
        var call = as(person).body(body);
        (languages == null ? call : call.header("Accept-Language", languages))
                .put("/v1/consents/{key}", key)
                .then()
                .statusCode(200);
    }

    private static JsonNode claims(UUID person, String key) throws Exception {
        var receipt = as(person).get("/v1/consents/{key}/receipt", key).asString();
        var keys = KeySet.parse(given().get("/v1/receipts/keys").asString());
        return JSON.readTree(keys.verify(Receipt.TYPE, receipt).orElseThrow().payload());
    }
}
