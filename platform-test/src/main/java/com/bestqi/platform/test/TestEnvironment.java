package com.bestqi.platform.test;

/** What the resource tells the tests; they live in different class loaders of one process. */
final class TestEnvironment {
    static final String DATA_DIR = "bestqi.test.data-dir";
    static final String ISSUER = "bestqi.test.issuer";
    static final String ISSUER_KEY = "bestqi.test.issuer-key";
    static final String KAFKA = "bestqi.test.kafka";
    static final String MANAGEMENT = "bestqi.test.management";
    static final String MQTT_PORT = "bestqi.test.mqtt-port";

    private TestEnvironment() {}

    static String get(String name) {
        var value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("the test lacks @WithTestResource(StackResource)");
        }
        return value;
    }
}
