package com.bestqi.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;

/** One field of good manifests, spoilt, and the rule that must say so. */
final class Mutations {
    /**
     * One of them.
     *
     * @param rule the name of the rule that fails then, and no other
     * @param what the difference in words
     * @param spoil makes it
     */
    record Mutation(String rule, String what, Consumer<Manifests> spoil) {}

    private static final String POD = "/spec/template/spec";
    private static final String SECURITY = "/spec/template/spec/containers/0/securityContext";
    private static final String RESOURCES = "/spec/template/spec/containers/0/resources";
    private static final String DEVICE = "Deployment/device-service";
    private static final String ACCOUNT = "Deployment/account-service";
    private static final String MIGRATION = "Job/dsr-migration";
    private static final String ROLE =
            """
            {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": {"name": "r", "labels": {
              "app.kubernetes.io/name": "r", "app.kubernetes.io/part-of": "bestqi"}},
             "rules": [{"apiGroups": [""], "resources": ["%s"], "verbs": ["%s"]}]}
            """;
    static final List<Mutation> ALL =
            List.of(
                    set("not-privileged", DEVICE, SECURITY + "/privileged", "true"),
                    set("non-root", DEVICE, POD + "/securityContext/runAsNonRoot", "false"),
                    without("non-root", MIGRATION, POD + "/securityContext/runAsNonRoot"),
                    set("non-root", ACCOUNT, SECURITY + "/runAsNonRoot", "false"),
                    without("no-escalation", DEVICE, SECURITY + "/allowPrivilegeEscalation"),
                    set("no-escalation", MIGRATION, SECURITY + "/allowPrivilegeEscalation", "true"),
                    without("capabilities-dropped", DEVICE, SECURITY + "/capabilities/drop"),
                    set(
                            "capabilities-dropped",
                            DEVICE,
                            SECURITY + "/capabilities/drop",
                            "[\"NET_RAW\"]"),
                    set(
                            "no-capability-added",
                            DEVICE,
                            SECURITY + "/capabilities/add",
                            "[\"SYS_ADMIN\"]"),
                    without("seccomp-default", DEVICE, POD + "/securityContext/seccompProfile"),
                    set(
                            "seccomp-default",
                            DEVICE,
                            SECURITY + "/seccompProfile",
                            "{\"type\": \"Unconfined\"}"),
                    set("no-host-namespaces", DEVICE, POD + "/hostNetwork", "true"),
                    set("no-host-namespaces", DEVICE, POD + "/hostPID", "true"),
                    set(
                            "no-host-namespaces",
                            ACCOUNT,
                            POD + "/containers/0/ports/0/hostPort",
                            "8081"),
                    add(
                            "no-host-path",
                            DEVICE,
                            POD + "/volumes",
                            "{\"name\": \"host\", \"hostPath\": {\"path\": \"/\"}}"),
                    set(
                            "namespace-is-restricted",
                            "Namespace/bestqi",
                            "/metadata/labels/pod-security.kubernetes.io~1enforce",
                            "\"baseline\""),
                    without("read-only-root", DEVICE, SECURITY + "/readOnlyRootFilesystem"),
                    without("own-service-account", DEVICE, POD + "/serviceAccountName"),
                    set(
                            "own-service-account",
                            DEVICE,
                            POD + "/serviceAccountName",
                            "\"account-service\""),
                    gone("own-service-account", "ServiceAccount/dsr-service"),
                    without("token-not-mounted", DEVICE, POD + "/automountServiceAccountToken"),
                    set(
                            "token-not-mounted",
                            "ServiceAccount/device-service",
                            "/automountServiceAccountToken",
                            "true"),
                    set("high-user-id", DEVICE, POD + "/securityContext/runAsUser", "1000"),
                    without("high-user-id", DEVICE, POD + "/securityContext/runAsGroup"),
                    without("service-links-off", DEVICE, POD + "/enableServiceLinks"),
                    without("cpu-request", DEVICE, RESOURCES + "/requests/cpu"),
                    without("memory-request", DEVICE, RESOURCES + "/requests/memory"),
                    without("memory-limit", DEVICE, RESOURCES + "/limits/memory"),
                    without(
                            "ephemeral-storage-request",
                            DEVICE,
                            RESOURCES + "/requests/ephemeral-storage"),
                    without(
                            "ephemeral-storage-limit",
                            MIGRATION,
                            RESOURCES + "/limits/ephemeral-storage"),
                    set("no-cpu-limit", DEVICE, RESOURCES + "/limits/cpu", "\"1\""),
                    set(
                            "memory-request-near-limit",
                            DEVICE,
                            RESOURCES + "/requests/memory",
                            "\"256Mi\""),
                    set("heap-below-memory", DEVICE, POD + "/containers/0/args/0", "\"-Xmx896m\""),
                    without("heap-below-memory", MIGRATION, POD + "/containers/0/args"),
                    set(
                            "image-pinned",
                            DEVICE,
                            POD + "/containers/0/image",
                            "\"registry.example.org/bestqi/device-service:latest\""),
                    set(
                            "image-pinned",
                            MIGRATION,
                            POD + "/containers/0/image",
                            "\"registry.example.org/bestqi/dsr-service\""),
                    gone("deny-all", "NetworkPolicy/deny-all"),
                    set("deny-all", "NetworkPolicy/deny-all", "/spec/policyTypes", "[\"Ingress\"]"),
                    gone("every-pod-has-a-policy", "NetworkPolicy/dsr-migration"),
                    set(
                            "egress-covered",
                            "NetworkPolicy/device-service",
                            "/spec/policyTypes",
                            "[\"Ingress\"]"),
                    add("egress-covered", "NetworkPolicy/device-service", "/spec/egress", "{}"),
                    set(
                            "policy-selects-something",
                            "NetworkPolicy/monitoring-to-kafka",
                            "/spec/podSelector/matchLabels/strimzi.io~1name",
                            "\"other\""),
                    set(
                            "services-stay-inside",
                            "Service/device-service",
                            "/spec/type",
                            "\"NodePort\""),
                    set(
                            "listeners-have-tls",
                            "Gateway/bestqi",
                            "/spec/listeners/0/protocol",
                            "\"HTTP\""),
                    without("listeners-have-tls", "Gateway/bestqi", "/spec/listeners/1/tls"),
                    without(
                            "routes-time-out",
                            "HTTPRoute/device-service",
                            "/spec/rules/0/timeouts"),
                    set(
                            "routes-time-out",
                            "HTTPRoute/dsr-service",
                            "/spec/rules/0/timeouts/request",
                            "\"0s\""),
                    add(
                            "no-literal-secret",
                            DEVICE,
                            POD + "/containers/0/env",
                            "{\"name\": \"OTHER_PASSWORD\", \"value\": \"x\"}"),
                    add(
                            "no-literal-secret",
                            DEVICE,
                            POD + "/containers/0/env",
                            "{\"name\": \"OTHER_URL\", \"value\": \"amqp://me:it@queue\"}"),
                    more(
                            "no-secret-committed",
                            """
                            {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "s", "labels": {
                              "app.kubernetes.io/name": "s", "app.kubernetes.io/part-of": "bestqi"}},
                             "stringData": {"password": "x"}}
                            """),
                    more(
                            "config-map-fixed",
                            """
                            {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c", "labels": {
                              "app.kubernetes.io/name": "c", "app.kubernetes.io/part-of": "bestqi"}}, "data": {"a": "b"}}
                            """),
                    more("no-wildcards", ROLE.formatted("pods", "*")),
                    more("secrets-by-name", ROLE.formatted("secrets", "get")),
                    gone("quota", "ResourceQuota/bestqi"),
                    gone("limit-range", "LimitRange/bestqi"),
                    without(
                            "label-name",
                            "Kafka/bestqi",
                            "/metadata/labels/app.kubernetes.io~1name"),
                    without(
                            "label-part-of",
                            "PrometheusRule/bestqi",
                            "/metadata/labels/app.kubernetes.io~1part-of"),
                    without(
                            "label-version",
                            DEVICE,
                            "/spec/template/metadata/labels/app.kubernetes.io~1version"),
                    set(
                            "two-replicas",
                            "HorizontalPodAutoscaler/device-service",
                            "/spec/minReplicas",
                            "1"),
                    gone("budget-selects-pods", "PodDisruptionBudget/device-service"),
                    set(
                            "budget-selects-pods",
                            "PodDisruptionBudget/keycloak",
                            "/spec/selector/matchLabels/app",
                            "\"other\""),
                    set(
                            "budget-not-zero",
                            "PodDisruptionBudget/device-service",
                            "/spec/maxUnavailable",
                            "0"),
                    without(
                            "unhealthy-is-evicted",
                            "PodDisruptionBudget/device-service",
                            "/spec/unhealthyPodEvictionPolicy"),
                    without("spread", DEVICE, POD + "/topologySpreadConstraints"),
                    set("no-replicas-beside-autoscaler", DEVICE, "/spec/replicas", "3"),
                    set(
                            "none-unavailable",
                            DEVICE,
                            "/spec/strategy/rollingUpdate/maxUnavailable",
                            "1"),
                    without("roll-out-deadline", DEVICE, "/spec/progressDeadlineSeconds"),
                    without("history-bounded", DEVICE, "/spec/revisionHistoryLimit"),
                    without("readiness-probe", DEVICE, POD + "/containers/0/readinessProbe"),
                    without("liveness-probe", DEVICE, POD + "/containers/0/livenessProbe"),
                    without("start-up-probe", DEVICE, POD + "/containers/0/startupProbe"),
                    set(
                            "probes-differ",
                            DEVICE,
                            POD + "/containers/0/livenessProbe/httpGet/path",
                            "\"/q/health/ready\""),
                    set(
                            "no-initial-delay",
                            DEVICE,
                            POD + "/containers/0/livenessProbe/initialDelaySeconds",
                            "30"),
                    without("pre-stop", DEVICE, POD + "/containers/0/lifecycle"),
                    set("grace-period", DEVICE, POD + "/terminationGracePeriodSeconds", "20"),
                    set(
                            "grace-period",
                            DEVICE,
                            POD + "/containers/0/lifecycle/preStop/sleep/seconds",
                            "20"),
                    without("job-retries-bounded", MIGRATION, "/spec/backoffLimit"),
                    without("job-time-bounded", MIGRATION, "/spec/activeDeadlineSeconds"),
                    without("job-cleaned-up", MIGRATION, "/spec/ttlSecondsAfterFinished"),
                    cron(),
                    selectorWithVersion(),
                    set(
                            "selector-matches-template",
                            DEVICE,
                            "/spec/selector/matchLabels/app.kubernetes.io~1name",
                            "\"other\""),
                    set(
                            "service-selects-pods",
                            "Service/device-mqtt",
                            "/spec/selector/app.kubernetes.io~1name",
                            "\"other\""),
                    without(
                            "service-selects-pods",
                            "Service/device-service",
                            "/spec/selector/app.kubernetes.io~1component"),
                    set(
                            "service-port-exists",
                            "Service/device-service",
                            "/spec/ports/0/targetPort",
                            "\"other\""),
                    set(
                            "probe-port-exists",
                            DEVICE,
                            POD + "/containers/0/livenessProbe/httpGet/port",
                            "\"other\""),
                    set(
                            "autoscaler-target-exists",
                            "HorizontalPodAutoscaler/device-service",
                            "/spec/scaleTargetRef/apiVersion",
                            "\"apps/v1beta1\""),
                    set(
                            "route-backend-exists",
                            "HTTPRoute/device-service",
                            "/spec/rules/0/backendRefs/0/port",
                            "81"),
                    set(
                            "route-backend-exists",
                            "HTTPRoute/keycloak",
                            "/spec/rules/0/backendRefs/0/name",
                            "\"other\""),
                    set(
                            "route-parent-exists",
                            "HTTPRoute/device-service",
                            "/spec/parentRefs/0/sectionName",
                            "\"other\""),
                    set(
                            "config-map-exists",
                            DEVICE,
                            POD + "/containers/0/envFrom/0/configMapRef/name",
                            "\"other\""),
                    set(
                            "volume-exists",
                            DEVICE,
                            POD + "/containers/0/volumeMounts/0/name",
                            "\"other\""),
                    set(
                            "monitor-selects-pods",
                            "PodMonitor/device-service",
                            "/spec/selector/matchLabels/app.kubernetes.io~1name",
                            "\"other\""),
                    add(
                            "no-variable-twice",
                            DEVICE,
                            POD + "/containers/0/env",
                            "{\"name\": \"BESTQI_DB_URL\", \"value\": \"x\"}"));

    private Mutations() {}

    /** A good job by the clock, but for the zone of that clock. */
    private static Mutation cron() {
        return new Mutation(
                "cron-bounded",
                "a job by the clock without time zone",
                manifests -> {
                    var job = of(manifests, MIGRATION);
                    var cron = job.deepCopy();
                    cron.put("kind", "CronJob");
                    cron.withObject("/metadata").put("name", "nightly");
                    cron.putObject("spec")
                            .put("schedule", "0 1 * * *")
                            .put("concurrencyPolicy", "Forbid")
                            .put("startingDeadlineSeconds", 600)
                            .putObject("jobTemplate")
                            .set("spec", job.get("spec").deepCopy());
                    manifests.all().add(cron);
                });
    }

    private static Mutation selectorWithVersion() {
        return set(
                "selector-without-version",
                "PodDisruptionBudget/device-service",
                "/spec/selector/matchLabels/app.kubernetes.io~1version",
                "\"1.0.0\"");
    }

    private static Mutation set(String rule, String object, String path, String value) {
        return new Mutation(
                rule,
                object + path + " = " + value,
                manifests -> {
                    int slash = path.lastIndexOf('/');
                    var last = path.substring(slash + 1).replace("~1", "/");
                    switch (of(manifests, object).at(path.substring(0, slash))) {
                        case ObjectNode parent -> parent.set(last, json(value));
                        case ArrayNode parent -> parent.set(Integer.parseInt(last), json(value));
                        default -> throw new IllegalArgumentException("nothing at " + path);
                    }
                });
    }

    private static Mutation without(String rule, String object, String path) {
        return new Mutation(
                rule,
                object + path + " removed",
                manifests -> {
                    int slash = path.lastIndexOf('/');
                    var parent = (ObjectNode) of(manifests, object).at(path.substring(0, slash));
                    if (parent.remove(path.substring(slash + 1).replace("~1", "/")) == null) {
                        throw new IllegalArgumentException("nothing at " + path);
                    }
                });
    }

    private static Mutation add(String rule, String object, String path, String value) {
        return new Mutation(
                rule,
                object + path + " + " + value,
                manifests -> ((ArrayNode) of(manifests, object).at(path)).add(json(value)));
    }

    private static Mutation gone(String rule, String object) {
        return new Mutation(
                rule,
                object + " removed",
                manifests -> manifests.all().remove(of(manifests, object)));
    }

    private static Mutation more(String rule, String object) {
        return new Mutation(
                rule,
                "one more: " + object.strip(),
                manifests -> manifests.all().add((ObjectNode) json(object)));
    }

    private static ObjectNode of(Manifests manifests, String id) {
        return manifests.all().stream()
                .filter(object -> Manifests.id(object).equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + id));
    }

    private static JsonNode json(String text) {
        try {
            return Documents.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
