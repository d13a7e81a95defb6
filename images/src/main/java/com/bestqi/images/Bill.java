package com.bestqi.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bill of materials of a service, as it goes out with its image: what the build's plugin found,
 * without the addresses of anybody's web pages, trackers and download servers, which are hearsay of
 * the components' authors and change without them.
 */
final class Bill {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADDRESSES = "externalReferences";

    private Bill() {}

    /** Writes it beside what the build made, and says where. */
    static Path in(Path built) {
        var found = built.resolve("bom.json");
        if (!Files.exists(found)) {
            throw new ImagesException(found + " is missing: run ./suite build");
        }
        var file = built.resolve("bom-of-image.json");
        try {
            var bill = JSON.readTree(Files.readAllBytes(found));
            withoutAddresses(bill);
            JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), bill);
            return file;
        } catch (IOException e) {
            throw new ImagesException("no bill of materials in " + built, e);
        }
    }

    private static void withoutAddresses(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(ADDRESSES);
        }
        node.forEach(Bill::withoutAddresses);
    }
}
