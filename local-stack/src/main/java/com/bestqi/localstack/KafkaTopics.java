package com.bestqi.localstack;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** The topics of the suite with what is kept of each, as the design's table of events has it. */
public final class KafkaTopics {
    private static final int PARTITIONS = 6;
    private static final Map<String, String> COMPACTED = Map.of("cleanup.policy", "compact");

    /** The last of each for ever, and for some time those before it. */
    private static final Map<String, String> ALL_FOR_A_WEEK =
            Map.of(
                    "cleanup.policy",
                    "compact",
                    "min.compaction.lag.ms",
                    Long.toString(Duration.ofDays(7).toMillis()));

    private static final List<NewTopic> TOPICS =
            List.of(
                    topic("account-events", kept(7)),
                    topic("account-uses", kept(7)),
                    topic("consent-states", COMPACTED),
                    topic("policy-events", COMPACTED),
                    topic("notice-deliveries", kept(7)),
                    topic("subject-directives", COMPACTED),
                    topic("participants", COMPACTED),
                    topic("directive-outcomes", kept(30)),
                    topic("message-requests", kept(7)),
                    topic("disclosure-events", kept(7)),
                    topic("audit-heads", ALL_FOR_A_WEEK));

    private KafkaTopics() {}

    /** The names of all topics of the suite. */
    public static Set<String> names() {
        var names = new HashSet<String>();
        TOPICS.forEach(topic -> names.add(topic.name()));
        return names;
    }

    /** The settings of each topic by its name. */
    public static Map<String, Map<String, String>> settings() {
        var settings = new HashMap<String, Map<String, String>>();
        TOPICS.forEach(topic -> settings.put(topic.name(), topic.configs()));
        return settings;
    }

    private static NewTopic topic(String name, Map<String, String> settings) {
        return new NewTopic(name, PARTITIONS, (short) 1).configs(settings);
    }

    private static Map<String, String> kept(int days) {
        return Map.of(
                "cleanup.policy",
                "delete",
                "retention.ms",
                Long.toString(Duration.ofDays(days).toMillis()));
    }

    static Admin admin(String bootstrap) {
        var settings = new Properties();
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        return Admin.create(settings);
    }

    static void create(String bootstrap) {
        try (var admin = admin(bootstrap)) {
            var existing = admin.listTopics().names().get(20, TimeUnit.SECONDS);
            var missing =
                    TOPICS.stream().filter(topic -> !existing.contains(topic.name())).toList();
            admin.createTopics(missing).all().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new StackException("cannot create the topics: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while creating topics", e);
        }
    }
}
