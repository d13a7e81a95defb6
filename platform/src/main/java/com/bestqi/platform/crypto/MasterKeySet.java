package com.bestqi.platform.crypto;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a file of master keys says. A file that is not exactly as it should be is no set at all; why
 * is said without a word of what is in it.
 *
 * @param current the one of them to wrap with
 */
record MasterKeySet(MasterKey current, Map<String, MasterKey> keys) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /** Throws {@link IllegalArgumentException} with the fault. */
    static MasterKeySet parse(String text) {
        var file = json(text);
        if (!file.isObject()
                || !names(file).equals(Set.of("current", "keys"))
                || !file.get("current").isTextual()
                || !file.get("keys").isObject()) {
            throw new IllegalArgumentException("it is not {\"current\": ..., \"keys\": {...}}");
        }
        var keys = new LinkedHashMap<String, MasterKey>();
        for (var name : names(file.get("keys"))) {
            var key = new MasterKey(named(name), bytes(name, file.get("keys").get(name)));
            for (var other : keys.values()) {
                if (other.is(key.fingerprint())) {
                    throw new IllegalArgumentException(
                            "%s and %s are the same key".formatted(other.id(), name));
                }
            }
            keys.put(name, key);
        }
        var current = keys.get(file.get("current").textValue());
        if (current == null) {
            throw new IllegalArgumentException("its current key is not among its keys");
        }
        return new MasterKeySet(current, keys);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            // The parser's message may quote the file, and so may its cause.
            throw new IllegalArgumentException("it is not JSON (each name once)");
        }
    }

    private static Set<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    private static String named(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a key's name is not 1 to 64 of A-Z a-z 0-9 . _ -");
        }
        return name;
    }

    private static byte[] bytes(String name, JsonNode value) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(value.isTextual() ? value.textValue() : "");
        } catch (IllegalArgumentException e) {
            // Its message quotes the key.
            key = new byte[0];
        }
        if (key.length != MasterKey.BYTES || Arrays.equals(key, new byte[MasterKey.BYTES])) {
            throw new IllegalArgumentException(name + " is not 32 random bytes in base64");
        }
        return key;
    }

    /** The names alone. */
    @Override
    public String toString() {
        return "master keys " + keys.keySet() + ", current " + current.id();
    }
}
