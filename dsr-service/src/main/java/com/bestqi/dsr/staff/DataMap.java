package com.bestqi.dsr.staff;

import com.bestqi.dsr.peer.PeerAwayException;
import com.bestqi.dsr.peer.Services;
import com.bestqi.platform.export.InventoryView;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The record of processing: what every service declares, joined with purposes, their basis, and the
 * register of recipients. Nothing is written down twice.
 */
@ApplicationScoped
class DataMap {
    private final Services services;

    DataMap(Services services) {
        this.services = services;
    }

    /** The whole. */
    @RegisterForReflection
    record MapView(List<ServiceView> services) {}

    @RegisterForReflection
    record ServiceView(String service, List<StoreView> stores) {}

    /**
     * One table.
     *
     * @param erasure what becomes of it when the person is erased
     * @param recipients who may receive what it holds
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StoreView(
            String store,
            String category,
            List<ColumnView> columns,
            List<String> purposes,
            List<String> basis,
            List<String> clauses,
            String retention,
            String erasure,
            @Nullable String ground,
            List<String> recipients) {}

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ColumnView(
            String name, @Nullable String category, boolean personal, boolean confidential) {}

    /** Asks all; 503 when one of them is away, for a map with holes is none. */
    MapView draw() {
        try {
            var basis = basis();
            var register = services.published("/v1/recipients").path("items");
            return new MapView(
                    services.names().stream()
                            .map(services::inventory)
                            .map(inventory ->
                                    new ServiceView(
                                            inventory.service(),
                                            inventory.stores().stream()
                                                    .map(store -> view(store, basis, register))
                                                    .toList()))
                            .toList());
        } catch (PeerAwayException e) {
            throw ProblemException.unavailable(
                    CommonProblem.UNAVAILABLE, "Not every service can be asked now; try again.");
        }
    }

    private Map<String, String> basis() {
        var basis = new HashMap<String, String>();
        for (var purpose : services.published("/v1/purposes").path("items")) {
            var found = purpose.path("basis");
            if (found.isTextual()) {
                basis.put(purpose.path("key").asText(), found.asText());
            }
        }
        return basis;
    }

    private static StoreView view(
            InventoryView.StoreView store, Map<String, String> basis, JsonNode register) {
        return new StoreView(
                store.store(),
                store.category(),
                store.columns().stream()
                        .map(column ->
                                new ColumnView(
                                        column.name(),
                                        column.category(),
                                        column.personal(),
                                        column.confidential()))
                        .toList(),
                store.purposes(),
                store.purposes().stream()
                        .map(purpose -> basis.getOrDefault(purpose, ""))
                        .filter(found -> !found.isEmpty())
                        .distinct()
                        .toList(),
                store.clauses(),
                store.retention(),
                store.erasure(),
                store.ground().isEmpty() ? null : store.ground(),
                recipients(register, store));
    }

    private static List<String> recipients(JsonNode register, InventoryView.StoreView store) {
        boolean personal =
                store.columns().stream().anyMatch(InventoryView.ColumnView::personal)
                        && !store.erasure().equals("NOT_PERSONAL");
        Set<String> names = new TreeSet<>();
        for (var recipient : register) {
            for (var kind : recipient.path("categories")) {
                if (personal && kind.asText().equals(store.category())) {
                    names.add(recipient.path("name").asText());
                }
            }
        }
        return List.copyOf(names);
    }
}
