package com.bestqi.endtoend.crash;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
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

    /** Writes the jar into the folder where the markers will lie. */
    public static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(new Attributes.Name("Agent-Class"), CrashAgent.class.getName());
        manifest.getMainAttributes().put(new Attributes.Name("Can-Retransform-Classes"), "true");
        var jar = jar(folder);
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
    }

    /** Has a running process watch for the markers in the folder. */
    public static void loadInto(long pid, Path folder) throws IOException {
        try {
            var machine = VirtualMachine.attach(Long.toString(pid));
            try {
                machine.loadAgent(jar(folder).toString(), folder.toString());
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException
                | AgentLoadException
                | AgentInitializationException e) {
            throw new IOException("no agent in process " + pid, e);
        }
    }

    private static Path jar(Path folder) {
        return folder.resolve("crash-agent.jar");
    }
}
