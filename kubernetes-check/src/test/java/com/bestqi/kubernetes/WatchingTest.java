package com.bestqi.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Alarms and the dashboard ask for figures that the services give. */
class WatchingTest {
    private static final Manifests PRODUCTION = Renderings.overlay("production");

    /** The name of a metric where code makes it, as Micrometer has it. */
    private static final Pattern MADE =
            Pattern.compile(
                    "(?:gauge|counter|timer|summary|Gauge\\.builder|Counter\\.builder|Timer\\.builder)"
                            + "\\(\\s*\"([a-z.]+)\"");

    private static final Pattern ASKED = Pattern.compile("\\b([a-z]+(?:_[a-z]+)+)(?=[{\\[ )]|$)");

    /** Of Prometheus itself and of Quarkus. */
    private static final Set<String> OTHERS =
            Set.of("http_server_requests_seconds_count", "histogram_quantile", "label_values");

    private static TreeSet<String> given() {
        return ServiceConfiguration.services().stream()
                .flatMap(service -> ServiceConfiguration.found(service, MADE).stream())
                .map(name -> name.replace('.', '_'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> asked(Stream<String> expressions) {
        return expressions
                .flatMap(text -> ASKED.matcher(text.replaceAll("\"[^\"]*\"", "")).results())
                .map(found -> found.group(1))
                .filter(name -> !OTHERS.contains(name))
                .map(name ->
                        name.replaceFirst("_total$", "")
                                .replaceFirst("_seconds_(bucket|count|sum|max)$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<JsonNode> alerts() {
        return Manifests.stream(
                        PRODUCTION
                                .find("PrometheusRule", "bestqi")
                                .orElseThrow()
                                .at("/spec/groups"))
                .flatMap(group -> Manifests.stream(group.path("rules")));
    }

    @Test
    void alarmsAskForFiguresThatAreGiven() {
        var names = asked(alerts().map(alert -> alert.path("expr").asText()));

        assertThat(names).hasSizeGreaterThan(15);
        assertThat(given()).containsAll(names);
    }

    @Test
    void everyAlarmSaysHowBadItIsAndWhatItMeans() {
        assertThat(alerts())
                .allMatch(
                        alert -> alert.at("/labels/severity").asText().matches("warning|critical"))
                .allMatch(alert -> alert.at("/annotations/summary").asText().endsWith("."));
        assertThat(alerts().map(alert -> alert.path("alert").asText())).doesNotHaveDuplicates();
    }

    @Test
    void whatTheGuideWorriesAboutHasAnAlarm() {
        var names = asked(alerts().map(alert -> alert.path("expr").asText()));

        assertThat(names)
                .contains(
                        "erasure_overdue",
                        "erasure_escalated",
                        "erasure_canary_failing",
                        "consent_propagation",
                        "consent_copy_age_seconds",
                        "restriction_propagation",
                        "participant_silent",
                        "retention_overdue_seconds",
                        "audit_broken",
                        "outbox_oldest_seconds",
                        "inbox_parked",
                        "request_overdue",
                        "restore_gate_open",
                        "master_key_missing");
    }

    @Test
    void theDashboardAsksForFiguresThatAreGiven() throws IOException {
        var map =
                PRODUCTION
                        .kind("ConfigMap")
                        .filter(found -> found.path("data").has("bestqi.json"))
                        .findFirst()
                        .orElseThrow();
        assertThat(map.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
        var dashboard = Documents.JSON.readTree(map.at("/data/bestqi.json").asText());
        var names = asked(dashboard.findValues("expr").stream().map(JsonNode::asText));

        assertThat(names).hasSizeGreaterThan(10);
        assertThat(given()).containsAll(names);
    }
}
