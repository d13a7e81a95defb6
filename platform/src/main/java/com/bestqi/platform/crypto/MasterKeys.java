package com.bestqi.platform.crypto;

import com.bestqi.platform.crypto.MasterKeyTable.Known;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The master keys of this service, as the file has them and the keys database admits them. Both are
 * looked at every now and then, and at once where something does not fit; otherwise nobody waits
 * for either.
 */
@Singleton
public class MasterKeys {
    private static final Logger LOG = Logger.getLogger(MasterKeys.class);

    private final MasterKeyFile file;
    private final MasterKeyTable table;
    private @Nullable MasterKeySet set;
    private String said = "";
    private long lookedAtNanos;
    private volatile String fileFault = "";
    private volatile @Nullable Seen seen;

    /**
     * What the last look saw.
     *
     * @param usable the keys of the file that are what the database knows by their names
     * @param current the one to wrap with, if there is any
     * @param older those that the database still admits but that came before the current one
     * @param fault what somebody must mend; empty when all is well
     */
    record Seen(
            Map<String, MasterKey> usable,
            @Nullable MasterKey current,
            double currentAgeSeconds,
            List<Known> older,
            String fault) {}

    /** Reads the file at the first look. */
    public MasterKeys(CryptoConfig config, MasterKeyTable table) {
        this.file = new MasterKeyFile(config.masterKeysFile());
        this.table = table;
    }

    /** The key of this name; looks again when it is not known. */
    Optional<MasterKey> find(String id) {
        var known = seen().usable().get(id);
        return Optional.ofNullable(known == null ? look().usable().get(id) : known);
    }

    /** The key to wrap with. Throws 503 while there is none that the database admits. */
    MasterKey current() {
        var current = seen().current();
        if (current == null) {
            current = look().current();
        }
        if (current == null) {
            throw unavailable();
        }
        return current;
    }

    /** A 503: the key that this needs is not here, or not any more. */
    static ProblemException unavailable() {
        return ProblemException.unavailable(
                CommonProblem.UNAVAILABLE, "A key that this needs is away; try again.");
    }

    /** What must be mended before everybody's data can be read and written; empty when nothing. */
    public String fault() {
        return seen().fault();
    }

    /** What is wrong with the file as it is now, although the service goes on with what it was. */
    public String fileFault() {
        return fileFault;
    }

    Seen seen() {
        var last = seen;
        return last == null ? look() : last;
    }

    /**
     * Looks at the file and at the database. Without any good file so far it throws {@link
     * IllegalStateException}.
     */
    Seen look() {
        long asked = System.nanoTime();
        synchronized (this) {
            var last = seen;
            if (last != null && lookedAtNanos - asked > 0) {
                return last; // somebody else has looked meanwhile
            }
            lookedAtNanos = System.nanoTime();
            var keys = readFile();
            var known = table.all();
            if (known.stream().noneMatch(key -> key.id().equals(keys.current().id()))) {
                table.register(keys.current());
                known = table.all();
            }
            var found = compare(keys, known);
            if (!found.fault().equals(said)) {
                said = found.fault();
                LOG.log(
                        said.isEmpty() ? Logger.Level.INFO : Logger.Level.ERROR,
                        said.isEmpty() ? "the master keys are in order again" : said);
            }
            seen = found;
            return found;
        }
    }

    private MasterKeySet readFile() {
        try {
            file.readIfChanged()
                    .ifPresent(changed -> {
                        LOG.infof("%s: %s", file, changed);
                        set = changed;
                        fileFault = "";
                    });
        } catch (IllegalArgumentException e) {
            var fault = "BESTQI_MASTER_KEYS_FILE (" + file + "): " + e.getMessage();
            if (set == null) {
                throw new IllegalStateException(fault);
            }
            if (!fault.equals(fileFault)) {
                fileFault = fault;
                LOG.errorf("%s; the service goes on with what it was", fault);
            }
        }
        var read = set;
        if (read == null) {
            throw new IllegalStateException("BESTQI_MASTER_KEYS_FILE (" + file + ") was not read");
        }
        return read;
    }

    private static Seen compare(MasterKeySet set, List<Known> known) {
        var byId = known.stream().collect(Collectors.toMap(Known::id, Function.identity()));
        var usable = new HashMap<String, MasterKey>();
        set.keys()
                .forEach((id, key) -> {
                    var there = byId.get(id);
                    if (there == null || key.is(there.fingerprint())) {
                        usable.put(id, key);
                    }
                });
        var admitted =
                known.stream()
                        .filter(key -> !key.retired() && usable.containsKey(key.id()))
                        .toList();
        var named = byId.get(set.current().id());
        var current =
                named != null && named.retired()
                        // A newer one is in use here, and the file is about to say so.
                        ? admitted.reversed().stream().findFirst()
                        : admitted.stream().filter(key -> key.equals(named)).findFirst();
        var older =
                known.stream()
                        .takeWhile(key -> current.isPresent() && !key.equals(current.get()))
                        .filter(key -> !key.retired())
                        .toList();
        return new Seen(
                Map.copyOf(usable),
                current.map(key -> usable.get(key.id())).orElse(null),
                current.map(Known::ageSeconds).orElse(0.0),
                older,
                fault(set, byId, usable, current.isPresent()));
    }

    private static String fault(
            MasterKeySet set,
            Map<String, Known> known,
            Map<String, MasterKey> usable,
            boolean writes) {
        var closed =
                known.values().stream()
                        .filter(key -> key.used() && !usable.containsKey(key.id()))
                        .map(key ->
                                set.keys().containsKey(key.id())
                                        ? key.id() + " is another key than the one of that name"
                                        : key.id() + " is missing")
                        .sorted()
                        .toList();
        if (!closed.isEmpty()) {
            return "keys of persons do not open, in BESTQI_MASTER_KEYS_FILE the master key "
                    + String.join(", ", closed);
        }
        if (writes) {
            return "";
        }
        var current = known.get(set.current().id());
        return "no key can be made, in BESTQI_MASTER_KEYS_FILE the current master key "
                + set.current().id()
                + (current == null
                        ? " is one that the keys database knows by another name"
                        : current.retired()
                                ? " is retired"
                                : " is another key than the one of that name");
    }
}
