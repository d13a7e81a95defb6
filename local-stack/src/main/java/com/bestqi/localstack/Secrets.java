package com.bestqi.localstack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The passwords and keys of one stack: made at random when first asked for, kept in {@code
 * secrets.json} of the data folder, readable by its owner alone, and the same at every later start.
 */
public final class Secrets {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path folder;
    private final Map<String, String> values;

    private Secrets(Path folder, Map<String, String> values) {
        this.folder = folder;
        this.values = values;
    }

    /** The secrets of the stack whose data lie in {@code dataDir}. */
    public static synchronized Secrets in(Path dataDir) {
        var file = dataDir.resolve("secrets.json");
        try {
            Files.createDirectories(dataDir);
            var values =
                    Files.exists(file)
                            ? JSON.readValue(
                                    Files.readString(file),
                                    new TypeReference<TreeMap<String, String>>() {})
                            : new TreeMap<String, String>();
            return new Secrets(dataDir, values);
        } catch (IOException e) {
            throw new StackException("cannot read " + file, e);
        }
    }

    /** The password of a database role, of a client in the realm, or of another log-in. */
    public String password(String of) {
        return value("password." + of, () -> random(24).replaceAll("[^A-Za-z0-9]", "x"));
    }

    /** 32 random bytes in Base64. */
    public String key(String of) {
        return value("key." + of, () -> random(32));
    }

    /** The private signing key of a service as a JWK, with the key id {@code <service>-1}. */
    public String signingKey(String service) {
        return value("signing." + service, () -> SigningKeys.generate(service + "-1"));
    }

    /** What answers to other controllers are signed with (OpenDSR), and its certificate. */
    public SelfSigned certificate() {
        synchronized (Secrets.class) {
            var key = values.get("opendsr.key");
            var certificate = values.get("opendsr.certificate");
            if (key != null && certificate != null) {
                return new SelfSigned(key, certificate);
            }
            var made = SelfSigned.made(random(24));
            return new SelfSigned(
                    value("opendsr.key", made::key),
                    value("opendsr.certificate", made::certificate));
        }
    }

    /** The master keys of a service, in a file of their own because they change. */
    public MasterKeyFile masterKeys(String service) {
        return MasterKeyFile.made(folder, service);
    }

    private static String random(int bytes) {
        var value = new byte[bytes];
        RANDOM.nextBytes(value);
        return Base64.getEncoder().encodeToString(value);
    }

    /**
     * Secrets are shared by name between the parts of a stack, so what another part has written
     * meanwhile is kept.
     */
    private String value(String name, Supplier<String> made) {
        synchronized (Secrets.class) {
            var known = values.get(name);
            if (known == null) {
                values.putAll(in(folder).values);
                known = values.computeIfAbsent(name, _ -> made.get());
                write();
            }
            return known;
        }
    }

    private void write() {
        try {
            SecretFile.write(
                    folder.resolve("secrets.json"),
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsString(values));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("words are always JSON", e);
        }
    }
}
