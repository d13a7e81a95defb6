package com.bestqi.device.reading;

import com.bestqi.device.cursor.TimeCursor;
import com.bestqi.device.devicetype.ReadingType;
import com.bestqi.platform.crypto.SubjectCipher;
import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.database.Partitions;
import com.bestqi.platform.subject.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class ReadingRepository {
    private static final String CONTENT = "reading.content";

    private static final String INSERT_PLAIN =
            """
            INSERT INTO reading (account_id, device_id, at, consent_revision, value, type)
            SELECT ?, ?, r.at, ?, r.value, r.type FROM unnest(?, ?, ?) AS r (type, at, value)
            ON CONFLICT DO NOTHING
            """;

    private static final String INSERT_CONFIDENTIAL =
            """
            INSERT INTO reading (account_id, device_id, at, consent_revision, type, content)
            SELECT ?, ?, r.at, ?, r.type, r.content FROM unnest(?, ?, ?) AS r (type, at, content)
            ON CONFLICT DO NOTHING
            """;

    /** What many devices reported, batch by batch. */
    private static final String INSERT_TOGETHER =
            """
            WITH reported AS MATERIALIZED (
                SELECT b.account_id, b.device_id,
                       timestamptz 'epoch' + r.at * interval '1 microsecond' AS at,
                       b.revision, r.value, r.type, b.batch
                FROM unnest(?, ?, ?, ?) AS r (batch, type, at, value)
                JOIN unnest(?, ?, ?) WITH ORDINALITY
                    AS b (account_id, device_id, revision, batch) ON b.batch = r.batch),
            stored AS (
                INSERT INTO reading (account_id, device_id, at, consent_revision, value, type)
                SELECT account_id, device_id, at, revision, value, type FROM reported
                ON CONFLICT DO NOTHING
                RETURNING device_id, type, at)
            """;

    /** How many were new of each batch, where each is of another device. */
    private static final String NEW_BY_DEVICE =
            """
            SELECT b.batch, s.new
            FROM (SELECT device_id, count(*) AS new FROM stored GROUP BY device_id) s
            JOIN unnest(?) WITH ORDINALITY AS b (device_id, batch) ON b.device_id = s.device_id
            """;

    /** The same where batches may be of one device: what two of them say is the first one's. */
    private static final String NEW_BY_BATCH =
            """
            SELECT batch, count(*) AS new
            FROM (SELECT min(r.batch) AS batch FROM stored s
                  JOIN reported r ON r.device_id = s.device_id AND r.type = s.type AND r.at = s.at
                  GROUP BY s.device_id, s.type, s.at) AS first
            GROUP BY batch
            """;

    /** The newest of each type lie together in the index: take so many of each and merge. */
    private static final String NEWEST =
            """
            SELECT newest.* FROM unnest(?) AS t (type)
            CROSS JOIN LATERAL (
                SELECT at, type, value, content FROM reading
                WHERE account_id = ? AND device_id = ? AND type = t.type COLLATE "C"
                  AND at >= ? AND at < ?
                  AND at <= ? AND (at < ? OR type > ?)
                ORDER BY at DESC LIMIT ?) newest
            ORDER BY newest.at DESC, newest.type LIMIT ?
            """;

    /** From where each type was seen to, oldest first. */
    private static final String FOLLOWING =
            """
            SELECT following.* FROM unnest(?, ?) AS t (type, seen)
            CROSS JOIN LATERAL (
                SELECT at, type, value, content FROM reading
                WHERE account_id = ? AND device_id = ? AND type = t.type COLLATE "C"
                  AND at > t.seen
                ORDER BY at LIMIT ?) following
            ORDER BY following.at, following.type LIMIT ?
            """;

    private static final String LAST =
            """
            SELECT t.type, newest.at FROM unnest(?) AS t (type)
            CROSS JOIN LATERAL (
                SELECT at FROM reading
                WHERE account_id = ? AND device_id = ? AND type = t.type COLLATE "C"
                ORDER BY at DESC LIMIT 1) newest
            """;

    private static final String DELETE_CHUNK =
            """
            DELETE FROM %1$s WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM %1$s WHERE account_id = ? AND device_id = ? LIMIT ?))
            """;

    private final Database database;
    private final Partitions partitions;
    private final SubjectKeys keys;

    ReadingRepository(Database database, Partitions partitions, SubjectKeys keys) {
        this.database = database;
        this.partitions = partitions;
        this.keys = keys;
    }

    /** Stores what is not there yet, with one statement. Returns how many were new. */
    int insertPlain(Subject owner, UUID deviceId, List<Reading> readings) {
        return readings.isEmpty()
                ? 0
                : database.update(INSERT_PLAIN, plain(owner, deviceId, readings));
    }

    /** What a device reported, to be stored with what others did. */
    record Batch(Subject owner, UUID deviceId, List<Reading> readings) {}

    /**
     * Stores what is not there yet of many batches, with one statement. Returns how many were new
     * of each, in their order.
     */
    int[] insertTogether(List<Batch> batches) {
        var stored = new int[batches.size()];
        if (batches.isEmpty()) {
            return stored;
        }
        var devices = batches.stream().map(Batch::deviceId).toArray(UUID[]::new);
        boolean oneEach = Arrays.stream(devices).distinct().count() == devices.length;
        var arguments = new ArrayList<@Nullable Object>(reported(batches, devices));
        if (oneEach) {
            arguments.add(devices);
        }
        database.query(
                        INSERT_TOGETHER + (oneEach ? NEW_BY_DEVICE : NEW_BY_BATCH),
                        rows -> new int[] {rows.getInt("batch"), rows.getInt("new")},
                        arguments.toArray())
                .forEach(batch -> stored[batch[0] - 1] = batch[1]);
        return stored;
    }

    private static List<Object> reported(List<Batch> batches, UUID[] devices) {
        int size = batches.stream().mapToInt(batch -> batch.readings().size()).sum();
        var numbers = new Long[size];
        var types = new String[size];
        var micros = new Long[size];
        var values = new @Nullable Double[size];
        int next = 0;
        for (int i = 0; i < batches.size(); i++) {
            for (var reading : batches.get(i).readings()) {
                numbers[next] = i + 1L;
                types[next] = reading.type();
                micros[next] = ChronoUnit.MICROS.between(Instant.EPOCH, reading.at());
                values[next++] = reading.value();
            }
        }
        return List.of(
                numbers,
                types,
                micros,
                values,
                batches.stream().map(batch -> batch.owner().accountId()).toArray(UUID[]::new),
                devices,
                batches.stream()
                        .map(batch -> batch.owner().consentRevision())
                        .toArray(Long[]::new));
    }

    /** As {@link #insertPlain}, as ciphertext (SE-4). */
    int insertConfidential(Subject owner, UUID deviceId, List<Reading> readings) {
        return readings.isEmpty()
                ? 0
                : database.update(INSERT_CONFIDENTIAL, confidential(owner, deviceId, readings));
    }

    /** As both, and says which were new. */
    List<Reading> insertTelling(
            Subject owner, UUID deviceId, List<Reading> plain, List<Reading> confidential) {
        var stored = new ArrayList<Reading>();
        if (!plain.isEmpty()) {
            stored.addAll(telling(INSERT_PLAIN, plain, plain(owner, deviceId, plain)));
        }
        if (!confidential.isEmpty()) {
            var arguments = confidential(owner, deviceId, confidential);
            stored.addAll(telling(INSERT_CONFIDENTIAL, confidential, arguments));
        }
        return stored;
    }

    private List<Reading> telling(
            String insert, List<Reading> readings, @Nullable Object[] arguments) {
        // Of those with the same key the first is stored.
        var byKey = new HashMap<Key, Reading>();
        readings.forEach(
                reading -> byKey.putIfAbsent(new Key(reading.type(), reading.at()), reading));
        return database
                .query(
                        insert + " RETURNING type, at",
                        rows ->
                                new Key(
                                        rows.getString("type"),
                                        rows.getTimestamp("at").toInstant()),
                        arguments)
                .stream()
                .flatMap(key -> Optional.ofNullable(byKey.get(key)).stream())
                .toList();
    }

    private record Key(String type, Instant at) {}

    private static @Nullable Object[] plain(Subject owner, UUID deviceId, List<Reading> readings) {
        return new @Nullable Object[] {
            owner.accountId(),
            deviceId,
            owner.consentRevision(),
            types(readings),
            times(readings),
            readings.stream().map(Reading::value).toArray(Double[]::new)
        };
    }

    private @Nullable Object[] confidential(Subject owner, UUID deviceId, List<Reading> readings) {
        var cipher = keys.cipher(owner.accountId());
        return new @Nullable Object[] {
            owner.accountId(),
            deviceId,
            owner.consentRevision(),
            types(readings),
            times(readings),
            readings.stream()
                    .map(reading -> cipher.encrypt(CONTENT, content(reading)))
                    .toArray(byte[][]::new)
        };
    }

    private static String[] types(List<Reading> readings) {
        return readings.stream().map(Reading::type).toArray(String[]::new);
    }

    private static Instant[] times(List<Reading> readings) {
        return readings.stream().map(Reading::at).toArray(Instant[]::new);
    }

    private static String content(Reading reading) {
        var text = reading.text();
        return text == null ? String.valueOf(reading.value()) : text;
    }

    /** Newest first, within the time asked for. */
    List<Reading> newest(
            UUID ownerId,
            UUID deviceId,
            Collection<ReadingType> types,
            ReadingQuery query,
            @Nullable TimeCursor after,
            int atMost) {
        var byName =
                types.stream().collect(Collectors.toMap(ReadingType::type, Function.identity()));
        var cipher = keys.cipher(ownerId);
        var last = after == null ? new TimeCursor(query.to(), "") : after;
        return database.query(
                NEWEST,
                rows -> read(rows, cipher, byName),
                byName.keySet().toArray(String[]::new),
                ownerId,
                deviceId,
                query.from(),
                query.to(),
                last.at(),
                last.at(),
                last.name(),
                atMost,
                atMost);
    }

    /** The oldest of what was taken since each type was seen last. */
    List<Reading> following(
            UUID ownerId,
            UUID deviceId,
            Collection<ReadingType> types,
            Map<String, Instant> seen,
            int atMost) {
        var byName =
                types.stream().collect(Collectors.toMap(ReadingType::type, Function.identity()));
        var cipher = keys.cipher(ownerId);
        var names = byName.keySet().toArray(String[]::new);
        return database.query(
                FOLLOWING,
                rows -> read(rows, cipher, byName),
                names,
                Arrays.stream(names)
                        .map(name -> seen.getOrDefault(name, Instant.EPOCH))
                        .toArray(Instant[]::new),
                ownerId,
                deviceId,
                atMost,
                atMost);
    }

    /** When the newest reading of each type was taken; types without one are absent. */
    Map<String, Instant> last(UUID ownerId, UUID deviceId, Collection<ReadingType> types) {
        return database
                .query(
                        LAST,
                        rows ->
                                Map.entry(
                                        rows.getString("type"),
                                        rows.getTimestamp("at").toInstant()),
                        types.stream().map(ReadingType::type).toArray(String[]::new),
                        ownerId,
                        deviceId)
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Reading read(
            ResultSet rows, SubjectCipher cipher, Map<String, ReadingType> types)
            throws SQLException {
        var at = rows.getTimestamp("at").toInstant();
        var type = rows.getString("type");
        var content = cipher.decrypt(CONTENT, rows.getBytes("content"));
        if (content == null) {
            return new Reading(at, type, rows.getDouble("value"), null);
        }
        var declared = types.get(type);
        return declared != null && declared.text()
                ? new Reading(at, type, null, content)
                : new Reading(at, type, Double.valueOf(content), null);
    }

    int delete(UUID ownerId, UUID deviceId, int atMost) {
        int deleted = 0;
        for (var leaf : partitions.now().of("reading")) {
            if (deleted < atMost) {
                deleted +=
                        database.update(
                                DELETE_CHUNK.formatted(leaf), ownerId, deviceId, atMost - deleted);
            }
        }
        return deleted;
    }

    /** Deletes what was taken after a moment; the key is skipped along, device by device. */
    int deleteTakenAfter(UUID ownerId, Collection<String> types, Instant moment) {
        return types.isEmpty()
                ? 0
                : database.update(
                        "DELETE FROM reading WHERE account_id = ? AND type = ANY (?) AND at > ?",
                        ownerId,
                        types.toArray(String[]::new),
                        moment);
    }
}
