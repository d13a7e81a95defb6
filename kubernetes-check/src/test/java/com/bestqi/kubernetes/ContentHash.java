package com.bestqi.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The end that kustomize gives to the name of a generated config map. */
final class ContentHash {
    /** Digits and vowels are exchanged, so that no name says anything by chance. */
    private static final String FROM = "013ae";

    private static final String TO = "ghkmt";

    private ContentHash() {}

    static String of(JsonNode data) {
        var content = Documents.JSON.createObjectNode();
        content.set("data", data);
        // kustomize means to put the name there, and leaves it out.
        content.put("kind", "ConfigMap").put("name", "");
        try {
            // As Go writes JSON.
            var json =
                    Documents.JSON
                            .writeValueAsString(content)
                            .replace("&", "\\u0026")
                            .replace("<", "\\u003c")
                            .replace(">", "\\u003e");
            var digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(json.getBytes(StandardCharsets.UTF_8));
            var hash = new StringBuilder();
            for (char digit : HexFormat.of().formatHex(digest).substring(0, 10).toCharArray()) {
                int exchanged = FROM.indexOf(digit);
                hash.append(exchanged < 0 ? digit : TO.charAt(exchanged));
            }
            return hash.toString();
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
