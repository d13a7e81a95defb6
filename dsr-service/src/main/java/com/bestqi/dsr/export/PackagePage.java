package com.bestqi.dsr.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** The readable page of a copy: what is in it and why we have it, with the first rows of each. */
final class PackagePage {
    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Your data</title>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <style>body{font-family:sans-serif;max-width:70em;margin:2em auto;padding:0 1em}
            table{border-collapse:collapse;font-size:.85em;display:block;overflow:auto}
            td,th{border:1px solid #ccc;padding:.2em .5em;text-align:left}</style></head><body>
            """;

    private final StringBuilder page = new StringBuilder(HEAD);

    private PackagePage() {}

    static String of(
            String title, JsonNode facts, Map<String, List<StoreFiles.Written>> byService) {
        var made = new PackagePage();
        made.line("h1", title);
        made.line(
                "p",
                "This folder holds a copy of your data: for people on this page, for programs as"
                        + " JSON lines and as tables (CSV) under data, with a schema of each under"
                        + " schemas. What the law wants you to know beside it is in facts.json and"
                        + " below. When it was made stands in manifest.json.");
        made.line("p", facts.path("rights").asText());
        made.line("p", facts.path("automatedDecisions").asText());
        made.purposes(facts.path("purposes"));
        made.recipients(facts.path("recipients"));
        for (var service : facts.path("services")) {
            var name = service.path("service").asText();
            made.line("h2", "Kept by " + name + "-service");
            var stores = byService.getOrDefault(name, List.of());
            if (stores.isEmpty()) {
                made.line("p", "Nothing.");
            }
            for (int i = 0; i < stores.size(); i++) {
                made.store(name, service.path("stores").path(i), stores.get(i));
            }
        }
        return made.page.append("</body></html>\n").toString();
    }

    private void purposes(JsonNode purposes) {
        line("h2", "What we use data for");
        page.append("<ul>");
        for (var purpose : purposes) {
            line(
                    "li",
                    "%s: %s (%s). %s"
                            .formatted(
                                    purpose.path("key").asText(),
                                    purpose.path("title").asText(),
                                    purpose.path("basis").asText("announced changes"),
                                    purpose.path("text").asText()));
        }
        page.append("</ul>\n");
    }

    private void recipients(JsonNode recipients) {
        line("h2", "Who may receive data");
        if (recipients.isEmpty()) {
            line("p", "Nobody.");
        }
        page.append("<ul>");
        for (var recipient : recipients) {
            line(
                    "li",
                    "%s (%s, %s): %s"
                            .formatted(
                                    recipient.path("name").asText(),
                                    recipient.path("kind").asText(),
                                    recipient.path("country").asText(),
                                    recipient.path("description").asText()));
        }
        page.append("</ul>\n");
    }

    private void store(String service, JsonNode fact, StoreFiles.Written written) {
        var name = written.store().store();
        line("h3", "%s: %s (%d)".formatted(fact.path("category").asText(), name, written.rows()));
        line(
                "p",
                "Comes from %s. Kept %s. Used for %s."
                        .formatted(
                                fact.path("source").asText(),
                                fact.path("retention").asText(),
                                String.join(", ", written.store().purposes())));
        var path = "data/" + service + "/" + name;
        page.append(
                "<p><a href=\"%s.csv\">table</a>, <a href=\"%s.jsonl\">JSON</a></p>\n"
                        .formatted(path, path));
        page.append("<table><tr>");
        written.store().columns().forEach(column -> line("th", column.name()));
        page.append("</tr>");
        for (var row : written.first()) {
            page.append("<tr>");
            row.forEach(cell -> line("td", cell));
            page.append("</tr>");
        }
        page.append("</table>\n");
        if (written.rows() > written.first().size()) {
            line("p", "The first %d of %d.".formatted(written.first().size(), written.rows()));
        }
    }

    private void line(String element, String text) {
        page.append('<').append(element).append('>');
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '&' -> page.append("&amp;");
                case '<' -> page.append("&lt;");
                case '>' -> page.append("&gt;");
                case '"' -> page.append("&quot;");
                default -> page.append(text.charAt(i));
            }
        }
        page.append("</").append(element).append(">\n");
    }
}
