package com.bestqi.localstack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Prepares an unpacked Keycloak for PostgreSQL, which takes about 20 s and is done once for each
 * archive.
 */
final class KeycloakBuild {
    private KeycloakBuild() {}

    static void build(Path home) {
        var command =
                List.of(
                        "sh",
                        home.resolve("bin/kc.sh").toString(),
                        "build",
                        "--db=postgres",
                        "--cache=local");
        ChildProcess.run(
                "keycloak-build",
                List.of(),
                command,
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                home);
    }
}
