package com.bestqi.consent.policy;

import static com.bestqi.consent.policy.Editors.WRITER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.bestqi.platform.test.StackResource;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Drafts that are wrong in one thing: refused by its name, and nothing is stored. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("PO-1")
class DraftTest {
    @Inject Editors editors;

    private static Arguments wrong(String what, String field, Consumer<ObjectNode> change) {
        return Arguments.of(what, field, change);
    }

    private static ObjectNode section(ObjectNode draft) {
        return (ObjectNode) draft.path("sections").get(0);
    }

    private static ObjectNode texts(ObjectNode draft, String name) {
        return (ObjectNode) section(draft).path(name);
    }

    static Stream<Arguments> drafts() {
        return Stream.of(
                wrong("no language zh", "sections[0].text.zh", d -> texts(d, "text").remove("zh")),
                wrong("no title de", "sections[0].title.de", d -> texts(d, "title").remove("de")),
                wrong("blank", "sections[0].text.en", d -> texts(d, "text").put("en", " ")),
                wrong("no text null", "sections[0]", d -> texts(d, "text").putNull("en")),
                wrong(
                        "a language that does not exist",
                        "sections[0].text",
                        d -> texts(d, "text").put("xx", "Qapla")),
                wrong(
                        "a long title",
                        "sections[0].title.en",
                        d -> texts(d, "title").put("en", "x".repeat(201))),
                wrong(
                        "an unknown clause",
                        "sections[0].clauses[0]",
                        d -> section(d).putArray("clauses").add("ZZ-9")),
                wrong(
                        "a clause twice",
                        "sections[0].clauses[1]",
                        d -> section(d).putArray("clauses").add("AC-1").add("AC-1")),
                wrong("no clause", "sections[0].clauses", d -> section(d).putArray("clauses")),
                wrong(
                        "a clause that is a number",
                        "sections.0.clauses.0",
                        d -> section(d).putArray("clauses").add(7)),
                wrong(
                        "a section twice",
                        "sections[1].id",
                        d -> ((ObjectNode) d.path("sections").get(1)).put("id", "account")),
                wrong("an id that is none", "sections[0].id", d -> section(d).put("id", "A b")),
                wrong("an unknown field", "sections.0.note", d -> section(d).put("note", "x")),
                wrong("no sections", "sections", d -> d.putArray("sections")),
                wrong(
                        "a section null",
                        "sections[0]",
                        d -> ((ArrayNode) d.path("sections")).setNull(0)),
                wrong(
                        "an unknown purpose",
                        "changedPurposes[0]",
                        d -> d.putArray("changedPurposes").add("PU-9")),
                wrong(
                        "a clause that is no purpose",
                        "changedPurposes[0]",
                        d -> d.putArray("changedPurposes").add("AC-1")),
                wrong(
                        "an unknown switch",
                        "changedPurposes[1]",
                        d -> d.putArray("changedPurposes").add("camera").add("microphone")),
                wrong("no purposes", "changedPurposes", d -> d.remove("changedPurposes")),
                wrong("no contact", "contact", d -> d.put("contact", "")),
                wrong("material as text", "material", d -> d.put("material", "true")),
                wrong("no material", "material", d -> d.remove("material")),
                wrong("no version", "version", d -> d.remove("version")),
                wrong("a version with a slash", "version", d -> d.put("version", "2/1")),
                wrong("a version that is a path", "version", d -> d.put("version", "current")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("drafts")
    void isRefusedByTheNameOfWhatIsWrong(String what, String field, Consumer<ObjectNode> change) {
        var version = Editors.version();
        var body = Editors.body(version);
        change.accept(body);

        Editors.post(WRITER, body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:bad-request"))
                .body("violations.field", hasItem(startsWith(field)));

        assertThat(editors.state(version)).isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"version\": \"2.0\"}"})
    void brokenBodiesAreRefused(String body) {
        Editors.as(WRITER).body(body).post("/v1/admin/policies").then().statusCode(400);
    }

    @Test
    void englishAloneWillDoAndEveryoneReadsThat() {
        var version = Editors.version();
        var body = Editors.body(version);
        for (var section : body.path("sections")) {
            for (var texts : List.of("title", "text")) {
                ((ObjectNode) section.path(texts)).retain("en");
            }
        }

        Editors.post(WRITER, body).statusCode(201).body("sections[0].title.de", nullValue());
        ((ObjectNode) section(body).path("text")).put("de", "Hallo");
        Editors.post(WRITER, body.put("version", version + "-de"))
                .statusCode(400)
                .body("violations.field", hasItem("sections[0].title.de"))
                .body("violations.field", hasItem("sections[1].text.de"));
    }

    @Test
    void aVersionOfTheSameNameIsNotWrittenTwice() {
        Editors.post(WRITER, Editors.body("1.0")).statusCode(409);
        assertThat(editors.state("1.0")).isEqualTo("IN_FORCE");
    }

    @Test
    void whoChangesAPurposeDoesNotCallItEditorial() {
        var version = Editors.version();

        Editors.post(WRITER, Editors.body(version, "PU-4b").put("material", false)).statusCode(422);
        assertThat(editors.state(version)).isEqualTo("none");
        Editors.post(WRITER, Editors.body(version).put("material", false))
                .statusCode(201)
                .body("material", equalTo(false));
    }

    @Test
    void theVersionThatComesWithTheServiceFulfilsTheRulesItself() {
        assertThat(DraftRules.violations(FirstPolicy.document(), List.of(), _ -> false)).isEmpty();
    }
}
