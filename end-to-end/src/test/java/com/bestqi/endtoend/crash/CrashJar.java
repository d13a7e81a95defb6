package com.bestqi.endtoend.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Packs the agent. */
public final class CrashJar {
    private CrashJar() {}

    /** Writes the jar and returns the option that loads it, with markers beside it. */
    public static String write(Path folder) throws IOException {
        Files.createDirectories(folder);
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(new Attributes.Name("Premain-Class"), CrashAgent.class.getName());
        var jar = folder.resolve("crash-agent.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            var names = List.of("CrashAgent", "CrashAgent$1", "CrashPoint");
            for (var name : names) {
                var entry = "com/bestqi/endtoend/crash/" + name + ".class";
                out.putNextEntry(new JarEntry(entry));
                try (var bytes = CrashJar.class.getClassLoader().getResourceAsStream(entry)) {
                    bytes.transferTo(out);
                }
            }
        }
        return "-javaagent:" + jar + "=" + folder;
    }
}
