package com.bestqi.kubernetes;

import static com.bestqi.kubernetes.Rule.Weight.HIGH;
import static com.bestqi.kubernetes.Rule.Weight.LOW;
import static com.bestqi.kubernetes.Rule.Weight.MEDIUM;

import com.bestqi.kubernetes.Manifests.Workload;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** That there is always somebody: replicas, roll-outs, probes, stopping, jobs. */
final class AvailabilityRules {
    private static final int MOST_HISTORY = 10;
    private static final int MOST_RETRIES = 10;
    private static final List<String> PROBES =
            List.of("startupProbe", "readinessProbe", "livenessProbe");

    static final List<Rule> ALL =
            List.of(
                    deployment("two-replicas", HIGH, AvailabilityRules::two),
                    new Rule("budget-selects-pods", HIGH, AvailabilityRules::unprotected),
                    budget("budget-not-zero", MEDIUM, AvailabilityRules::allowsOne),
                    budget(
                            "unhealthy-is-evicted",
                            MEDIUM,
                            budget ->
                                    budget.at("/spec/unhealthyPodEvictionPolicy")
                                            .asText()
                                            .equals("AlwaysAllow")),
                    deployment("spread", MEDIUM, (_, workload) -> spread(workload)),
                    deployment(
                            "no-replicas-beside-autoscaler",
                            MEDIUM,
                            (manifests, workload) ->
                                    manifests.autoscaler(workload).isEmpty()
                                            || workload.object()
                                                    .at("/spec/replicas")
                                                    .isMissingNode()),
                    deployment(
                            "none-unavailable",
                            MEDIUM,
                            (_, workload) -> {
                                var update = workload.object().at("/spec/strategy/rollingUpdate");
                                return update.path("maxUnavailable").asText().equals("0");
                            }),
                    deployment(
                            "roll-out-deadline",
                            MEDIUM,
                            (_, workload) ->
                                    workload.object().at("/spec/progressDeadlineSeconds").asInt()
                                            > 0),
                    deployment(
                            "history-bounded",
                            LOW,
                            (_, workload) -> {
                                int kept =
                                        workload.object()
                                                .at("/spec/revisionHistoryLimit")
                                                .asInt(Integer.MAX_VALUE);
                                return kept <= MOST_HISTORY;
                            }),
                    probed("readiness-probe", HIGH, "readinessProbe"),
                    probed("liveness-probe", MEDIUM, "livenessProbe"),
                    probed("start-up-probe", MEDIUM, "startupProbe"),
                    deployment("probes-differ", MEDIUM, (_, workload) -> differ(workload)),
                    deployment(
                            "no-initial-delay",
                            LOW,
                            (_, workload) ->
                                    probes(workload)
                                            .noneMatch(probe -> probe.has("initialDelaySeconds"))),
                    deployment(
                            "pre-stop",
                            MEDIUM,
                            (_, workload) ->
                                    workload.containers().stream()
                                            .allMatch(container ->
                                                    container.at("/lifecycle/preStop").isObject())),
                    deployment("grace-period", MEDIUM, (_, workload) -> graceful(workload)),
                    job(
                            "job-retries-bounded",
                            MEDIUM,
                            spec ->
                                    spec.path("backoffLimit").asInt(Integer.MAX_VALUE)
                                            <= MOST_RETRIES),
                    job(
                            "job-time-bounded",
                            MEDIUM,
                            spec -> spec.path("activeDeadlineSeconds").asInt() > 0),
                    job(
                            "job-cleaned-up",
                            LOW,
                            spec -> spec.path("ttlSecondsAfterFinished").asInt() > 0),
                    new Rule("cron-bounded", MEDIUM, AvailabilityRules::looseCrons));

    private AvailabilityRules() {}

    private interface OfDeployment {
        boolean holds(Manifests manifests, Workload workload);
    }

    private static Rule deployment(String name, Rule.Weight weight, OfDeployment rule) {
        return new Rule(
                name,
                weight,
                manifests ->
                        manifests.deployments().stream()
                                .filter(workload -> !rule.holds(manifests, workload))
                                .map(Workload::id));
    }

    private static Rule budget(String name, Rule.Weight weight, Predicate<JsonNode> holds) {
        return new Rule(
                name,
                weight,
                manifests ->
                        manifests
                                .kind("PodDisruptionBudget")
                                .filter(budget -> !holds.test(budget))
                                .map(Manifests::id));
    }

    private static Rule probed(String name, Rule.Weight weight, String probe) {
        return deployment(
                name,
                weight,
                (_, workload) ->
                        workload.containers().stream().allMatch(container -> container.has(probe)));
    }

    private static Rule job(String name, Rule.Weight weight, Predicate<JsonNode> holds) {
        return new Rule(
                name,
                weight,
                manifests ->
                        manifests
                                .kind("Job")
                                .filter(job -> !holds.test(job.path("spec")))
                                .map(Manifests::id));
    }

    private static boolean two(Manifests manifests, Workload workload) {
        return manifests
                        .autoscaler(workload)
                        .map(scaler -> scaler.at("/spec/minReplicas").asInt(1))
                        .orElse(workload.object().at("/spec/replicas").asInt(1))
                >= 2;
    }

    private static Stream<String> unprotected(Manifests manifests) {
        var without =
                manifests.deployments().stream()
                        .filter(workload ->
                                manifests
                                        .kind("PodDisruptionBudget")
                                        .noneMatch(budget ->
                                                Manifests.selects(
                                                        budget.at("/spec/selector"),
                                                        workload.labels())))
                        .map(Workload::id);
        var idle =
                manifests
                        .kind("PodDisruptionBudget")
                        .filter(budget ->
                                manifests.pods().stream()
                                        .noneMatch(pod ->
                                                Manifests.selects(
                                                        budget.at("/spec/selector"), pod.labels())))
                        .map(Manifests::id);
        return Stream.concat(without, idle).distinct();
    }

    private static boolean allowsOne(JsonNode budget) {
        var most = budget.at("/spec/maxUnavailable").asText("");
        return !most.isEmpty() && !most.matches("0%?") && !budget.path("spec").has("minAvailable");
    }

    private static boolean spread(Workload workload) {
        var keys = new HashSet<String>();
        for (var constraint : workload.spec().path("topologySpreadConstraints")) {
            if (Manifests.selects(constraint.path("labelSelector"), workload.labels())) {
                keys.add(constraint.path("topologyKey").asText());
            }
        }
        return keys.containsAll(List.of("topology.kubernetes.io/zone", "kubernetes.io/hostname"));
    }

    private static Stream<JsonNode> probes(Workload workload) {
        return workload.containers().stream()
                .flatMap(container -> PROBES.stream().map(container::path))
                .filter(JsonNode::isObject);
    }

    private static boolean differ(Workload workload) {
        return workload.containers().stream()
                .allMatch(container -> {
                    var seen = new HashSet<JsonNode>();
                    return PROBES.stream()
                            .map(container::path)
                            .filter(JsonNode::isObject)
                            .allMatch(probe -> seen.add(probe.path("httpGet")));
                });
    }

    /** The sleep before TERM, the service's own way out, and something to spare. */
    private static boolean graceful(Workload workload) {
        int grace = workload.spec().path("terminationGracePeriodSeconds").asInt(30);
        return workload.containers().stream()
                .allMatch(container ->
                        grace
                                >= container.at("/lifecycle/preStop/sleep/seconds").asInt()
                                        + ServiceConfiguration.shutdownSeconds()
                                        + 5);
    }

    private static Stream<String> looseCrons(Manifests manifests) {
        return manifests
                .kind("CronJob")
                .filter(cron -> {
                    var spec = cron.path("spec");
                    return spec.path("concurrencyPolicy").asText("Allow").equals("Allow")
                            || !spec.has("startingDeadlineSeconds")
                            || !spec.has("timeZone");
                })
                .map(Manifests::id);
    }
}
