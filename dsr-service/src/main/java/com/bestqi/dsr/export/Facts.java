package com.bestqi.dsr.export;

import com.bestqi.platform.export.InventoryView;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the law wants said beside the data (Art. 15): what for, on which basis, who receives it, for
 * how long, where it came from, and what the person may do.
 */
final class Facts {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode purposes;
    private final JsonNode recipients;
    private final Map<String, String> basis = new HashMap<>();

    Facts(JsonNode purposes, JsonNode recipients) {
        this.purposes = purposes.path("items");
        this.recipients = recipients.path("items");
        this.purposes.forEach(purpose ->
                basis.put(purpose.path("key").asText(), purpose.path("basis").asText("")));
    }

    /** Whether a store holds what rests on consent or contract (RI-5). */
    boolean portable(InventoryView.StoreView store) {
        return store.purposes().stream()
                .map(purpose -> basis.getOrDefault(purpose, ""))
                .anyMatch(found -> found.equals("contract") || found.equals("consent"));
    }

    /** The facts about what was written. */
    ObjectNode of(Map<String, List<StoreFiles.Written>> byService) {
        var facts = JSON.createObjectNode();
        facts.put(
                "rights",
                "You may have it corrected or erased, have its use restricted, object to it, take"
                        + " it elsewhere and withdraw any consent, in the app under My account,"
                        + " Privacy; and complain to a data protection authority.");
        facts.put(
                "automatedDecisions",
                "No decision with legal or similar effect is taken about you by a machine alone.");
        facts.put("disclosures", "data/consent/disclosure.jsonl, if anything was disclosed");
        facts.set("purposes", purposes);
        facts.set("recipients", recipients);
        var services = facts.putArray("services");
        byService.forEach((service, stores) -> {
            var one = services.addObject();
            one.put("service", service);
            var list = one.putArray("stores");
            stores.forEach(written -> add(list, service, written));
        });
        return facts;
    }

    private void add(ArrayNode list, String service, StoreFiles.Written written) {
        var store = written.store();
        var fact = list.addObject();
        fact.put("store", store.store());
        fact.put("category", store.category());
        fact.put("rows", written.rows());
        fact.put("source", source(service, store.category()));
        fact.put("retention", retention(store.retention()));
        var named = fact.putArray("purposes");
        store.purposes()
                .forEach(purpose -> {
                    var about = named.addObject();
                    about.put("purpose", purpose);
                    about.put("basis", basis.getOrDefault(purpose, ""));
                });
        var receivers = fact.putArray("recipients");
        recipients(recipients, store.category()).forEach(receivers::add);
    }

    /** Who may receive data of a category, by the register. */
    static Set<String> recipients(JsonNode register, String category) {
        var names = new TreeSet<String>();
        for (var recipient : register) {
            for (var kind : recipient.path("categories")) {
                if (kind.asText().equals(category)) {
                    names.add(recipient.path("name").asText());
                }
            }
        }
        return names;
    }

    static String retention(String text) {
        return switch (text) {
            case "account" -> "as long as your account lives";
            case "ground" -> "as long as a legal ground needs it";
            default -> "for " + text + " (ISO 8601)";
        };
    }

    private static String source(String service, String category) {
        return switch (category) {
            case "reading", "health", "communications", "connection" -> "your devices";
            case "location", "phone", "usage", "log" -> "the app on your phone";
            case "disclosure", "message" -> "our own services";
            default -> service.equals("device") ? "you, and your devices" : "you";
        };
    }
}
