package com.bestqi.images;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The bill of materials of a service in CycloneDX's form: every library that the build put beside
 * the program, by the name, the version and the checksum of the very file. It says nothing of when
 * and where it was made, so the same libraries have the same bill.
 */
final class Bill {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OWN_GROUP = "com.bestqi";
    private static final Pattern OWN_JAR = Pattern.compile("(.+?)-(\\d.*)\\.jar");

    private Bill() {}

    /** Writes it beside what the build made, and says where. */
    static Path in(Path built) {
        var jars = built.resolve("quarkus-app");
        var list = jars.resolve("quarkus-app-dependencies.txt");
        if (!Files.exists(list)) {
            throw new ImagesException(list + " is missing: run ./suite build");
        }
        try {
            var bill = bill(jars, Files.readAllLines(list).stream().sorted().toList());
            return Files.writeString(
                    built.resolve("bom.json"),
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsString(bill));
        } catch (IOException e) {
            throw new ImagesException("no bill of materials of " + jars, e);
        }
    }

    private static ObjectNode bill(Path jars, List<String> libraries) throws IOException {
        var bill = JSON.createObjectNode();
        bill.put("bomFormat", "CycloneDX").put("specVersion", "1.6").put("version", 1);
        application(bill.putObject("metadata").putObject("component"), jars.resolve("app"));
        var components = bill.putArray("components");
        for (var line : libraries) {
            // Group, artifact, classifier, type, version.
            var parts = line.split(":", -1);
            if (parts.length != 5 || !parts[3].equals("jar")) {
                throw new ImagesException("not the coordinates of a jar: " + line);
            }
            var component = components.addObject();
            name(component, "library", parts[0], parts[1], parts[4], parts[2]);
            component
                    .putArray("hashes")
                    .addObject()
                    .put("alg", "SHA-256")
                    .put("content", checksum(file(jars, parts)));
        }
        return bill;
    }

    private static void application(ObjectNode component, Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            var jar = files.map(file -> file.getFileName().toString()).sorted().findFirst();
            var name = OWN_JAR.matcher(jar.orElse(""));
            if (!name.matches()) {
                throw new ImagesException("no jar of a service in " + folder);
            }
            name(component, "application", OWN_GROUP, name.group(1), name.group(2), "");
        }
    }

    private static void name(
            ObjectNode component,
            String type,
            String group,
            String name,
            String version,
            String classifier) {
        var url =
                "pkg:maven/%s/%s@%s?%stype=jar"
                        .formatted(
                                group,
                                name,
                                version,
                                classifier.isEmpty() ? "" : "classifier=" + classifier + "&");
        component.put("type", type).put("bom-ref", url).put("group", group).put("name", name);
        component.put("version", version).put("purl", url);
    }

    private static Path file(Path jars, String[] parts) {
        var name =
                "%s.%s-%s%s.jar"
                        .formatted(
                                parts[0],
                                parts[1],
                                parts[4],
                                parts[2].isEmpty() ? "" : "-" + parts[2]);
        for (var folder : List.of("lib/main", "lib/boot")) {
            var file = jars.resolve(folder).resolve(name);
            if (Files.exists(file)) {
                return file;
            }
        }
        throw new ImagesException("the build lists " + name + ", but it is not there");
    }

    private static String checksum(Path file) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
