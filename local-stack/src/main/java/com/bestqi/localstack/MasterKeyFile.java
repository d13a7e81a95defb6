package com.bestqi.localstack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;

/**
 * The master keys of one service of a stack, {@code master-keys/<service>.json} of the data folder:
 * readable by its owner alone, and at every moment whole. The service reads it again when it
 * changes.
 */
public final class MasterKeyFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;

    private MasterKeyFile(Path file) {
        this.file = file;
    }

    /** The file of a service, made with a first key if there is none yet. */
    static synchronized MasterKeyFile made(Path dataDir, String service) {
        var keys = at(dataDir, service);
        if (!Files.exists(keys.file)) {
            keys.write(keys.withNewCurrent(JSON.createObjectNode()));
        }
        return keys;
    }

    /** The file of a service of a stack that was started before. */
    public static MasterKeyFile of(Path dataDir, String service) {
        var keys = at(dataDir, service);
        if (!Files.exists(keys.file)) {
            throw new StackException("there is no file " + keys.file);
        }
        return keys;
    }

    private static MasterKeyFile at(Path dataDir, String service) {
        return new MasterKeyFile(dataDir.resolve("master-keys").resolve(service + ".json"));
    }

    /** Where it lies. */
    public Path path() {
        return file;
    }

    /** The name of the key to wrap with. */
    public String current() {
        return read().path("current").asText();
    }

    /** The names of all keys. */
    public Set<String> names() {
        var names = new TreeSet<String>();
        read().path("keys").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** A key of the file, 32 bytes in base64. */
    public String key(String name) {
        return read().path("keys").path(name).asText();
    }

    /** Adds a new key and makes it the current one. */
    public void addCurrent() {
        write(withNewCurrent(read()));
    }

    /** Takes all keys out but the current one. They are gone then. */
    public void keepCurrentOnly() {
        var set = read();
        set.withObject("keys").retain(current());
        write(set);
    }

    /** The right to change the file, of one process at a time. */
    public static final class Lock implements AutoCloseable {
        private final FileChannel channel;

        private Lock(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new StackException("cannot release the master keys", e);
            }
        }
    }

    /** Takes the right to change the file; fails when somebody else has it. */
    public Lock lock() {
        try {
            var lock =
                    new Lock(
                            FileChannel.open(
                                    file.resolveSibling(file.getFileName() + ".lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE));
            if (taken(lock.channel)) {
                return lock;
            }
            lock.close();
            throw new StackException("somebody else is changing " + file);
        } catch (IOException e) {
            throw new StackException("cannot lock " + file, e);
        }
    }

    private static boolean taken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** A name that no key ever had: the day, for people, and chance. */
    private ObjectNode withNewCurrent(ObjectNode set) {
        var chance = new byte[4];
        RANDOM.nextBytes(chance);
        var name = LocalDate.now(Clock.systemUTC()) + "-" + HexFormat.of().formatHex(chance);
        var key = new byte[32];
        RANDOM.nextBytes(key);
        set.put("current", name);
        set.withObject("keys").put(name, Base64.getEncoder().encodeToString(key));
        return set;
    }

    private ObjectNode read() {
        try {
            if (JSON.readTree(Files.readString(file)) instanceof ObjectNode set) {
                return set;
            }
            throw new StackException(file + " holds no master keys");
        } catch (IOException e) {
            throw new StackException("cannot read " + file, e);
        }
    }

    private void write(ObjectNode set) {
        SecretFile.write(file, set.toPrettyString());
    }
}
