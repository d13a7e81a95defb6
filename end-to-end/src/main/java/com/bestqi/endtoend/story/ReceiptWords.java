package com.bestqi.endtoend.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What a receipt attests, and what it does not, in words for people. */
public final class ReceiptWords {
    private ReceiptWords() {}

    /** All there is to say about a receipt that was found valid. */
    public static List<String> of(JsonNode claims) {
        var record = claims.path("record");
        var process = record.at("/dpv:hasProcess/0");
        boolean granted = claims.path("granted").asBoolean();
        var lines = new ArrayList<String>();
        lines.add("Valid. Issued by " + claims.path("iss").asText() + ".");
        lines.add("It is about the account " + claims.path("sub").asText() + ",");
        lines.add(
                "its switch \"%s\" (%s), revision %d of its consents."
                        .formatted(
                                process.at("/dpv:hasPurpose/0/skos:prefLabel").asText(),
                                claims.path("key").asText(),
                                claims.path("revision").asLong()));
        lines.add("");
        lines.add(
                granted
                        ? "Consent was given on " + claims.path("at").asText() + after(claims)
                        : "Consent was withdrawn on " + claims.path("at").asText() + ".");
        lines.add(
                claims.has("notice")
                        ? "Shown before: the notice "
                                + claims.path("notice").asText()
                                + language(record)
                        : "It names no notice of its own.");
        lines.add("Purposes:   " + joined(process.path("dpv:hasPurpose"), "dct:identifier"));
        lines.add("Data:       " + joined(process.path("dpv:hasPersonalData"), "dct:identifier"));
        lines.add("Recipients: " + recipients(record, process));
        lines.add(
                "Controller: %s, %s"
                        .formatted(
                                record.at("/dpv:hasEntity/controller/dpv:hasName").asText(),
                                record.at("/dpv:hasEntity/controller/dpv:hasContact").asText()));
        lines.add("");
        lines.addAll(
                CertificateWords.wrapped(
                        "It attests what was recorded at that time. It does not say that the"
                                + " consent still holds, that nothing was withdrawn later, or who"
                                + " the person is."));
        return lines;
    }

    private static String after(JsonNode claims) {
        return claims.path("since").equals(claims.path("at"))
                ? "."
                : ", again after a newer notice; it has held since "
                        + claims.path("since").asText()
                        + ".";
    }

    private static String language(JsonNode record) {
        var language = record.path("dct:language").asText();
        return language.equals("und") ? ", in a language not said." : ", in " + language + ".";
    }

    private static String joined(JsonNode list, String field) {
        var texts = new ArrayList<String>();
        for (var item : list) {
            var value = item.path(field);
            if (value.isArray()) {
                value.forEach(one -> texts.add(one.asText()));
            } else {
                texts.add(value.asText());
            }
        }
        return String.join(", ", texts);
    }

    private static String recipients(JsonNode record, JsonNode process) {
        var names = new ArrayList<String>();
        for (var id : process.path("dpv:hasRecipient")) {
            var entity = record.path("dpv:hasEntity").path(id.asText());
            var place = entity.path("dpv:hasLocation").asText();
            names.add(
                    entity.path("dpv:hasName").asText()
                            + (place.isEmpty() ? "" : " (" + place.replace("loc:", "") + ")"));
        }
        return String.join(", ", names);
    }
}
