package com.bestqi.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every object of a kind that has a Java model is read into it, with every field that the model
 * does not know refused. This needs nothing beside the repository.
 */
class TypedTest {
    private static final Map<String, Class<?>> MODELS =
            Map.ofEntries(
                    Map.entry("v1 ConfigMap", ConfigMap.class),
                    Map.entry("v1 LimitRange", LimitRange.class),
                    Map.entry("v1 Namespace", Namespace.class),
                    Map.entry("v1 ResourceQuota", ResourceQuota.class),
                    Map.entry("v1 Service", Service.class),
                    Map.entry("v1 ServiceAccount", ServiceAccount.class),
                    Map.entry("apps/v1 Deployment", Deployment.class),
                    Map.entry(
                            "autoscaling/v2 HorizontalPodAutoscaler",
                            HorizontalPodAutoscaler.class),
                    Map.entry("batch/v1 Job", Job.class),
                    Map.entry("gateway.networking.k8s.io/v1 Gateway", Gateway.class),
                    Map.entry("gateway.networking.k8s.io/v1 HTTPRoute", HTTPRoute.class),
                    Map.entry("networking.k8s.io/v1 Ingress", Ingress.class),
                    Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
                    Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
                    Map.entry("monitoring.coreos.com/v1 PodMonitor", PodMonitor.class),
                    Map.entry("monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class),
                    Map.entry("kafka.strimzi.io/v1 Kafka", Kafka.class),
                    Map.entry("kafka.strimzi.io/v1 KafkaNodePool", KafkaNodePool.class),
                    Map.entry("kafka.strimzi.io/v1 KafkaTopic", KafkaTopic.class),
                    Map.entry("kafka.strimzi.io/v1 KafkaUser", KafkaUser.class));

    /** The models keep what they do not know; here it is a fault. */
    private static final ObjectMapper STRICT =
            JsonMapper.builder()
                    .annotationIntrospector(
                            new JacksonAnnotationIntrospector() {
                                private static final long serialVersionUID = 1L;

                                @Override
                                public Boolean hasAnySetter(Annotated annotated) {
                                    return false;
                                }
                            })
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .build();

    private static void read(JsonNode object) throws JsonProcessingException {
        var model =
                MODELS.get(object.path("apiVersion").asText() + " " + object.path("kind").asText());
        if (model != null) {
            STRICT.treeToValue(object, model);
        }
    }

    @TestFactory
    Stream<DynamicTest> everyObjectIsWhatItsModelKnows() {
        return Renderings.all().entrySet().stream()
                .map(rendering ->
                        DynamicTest.dynamicTest(
                                rendering.getKey(),
                                () -> {
                                    for (var object : rendering.getValue().all()) {
                                        read(object);
                                    }
                                }));
    }

    @Test
    void aMisspeltFieldIsFoundHoweverDeep() {
        var manifests = Renderings.overlay("production").copy();
        var deployment = manifests.find("Deployment", "device-service").orElseThrow();
        deployment
                .withObject("/spec/template/spec/containers/0/securityContext")
                .put("priviliged", true);
        var kafka = manifests.find("Kafka", "bestqi").orElseThrow();
        kafka.withObject("/spec/kafka/listeners/0").put("ssl", true);

        for (var object : new JsonNode[] {deployment, kafka}) {
            assertThatThrownBy(() -> read(object))
                    .isInstanceOf(JsonMappingException.class)
                    .hasMessageContaining("nrecognized");
        }
    }

    @Test
    void mostObjectsHaveAModel() {
        var all = Renderings.overlay("production").all();

        assertThat(all)
                .filteredOn(object ->
                        MODELS.containsKey(
                                object.path("apiVersion").asText()
                                        + " "
                                        + object.path("kind").asText()))
                .hasSizeGreaterThan(all.size() / 2);
    }
}
