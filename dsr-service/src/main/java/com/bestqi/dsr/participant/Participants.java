package com.bestqi.dsr.participant;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.KafkaSettings;
import com.bestqi.platform.event.ParticipantPresent;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Inventory;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The register of participants. It only grows. */
@ApplicationScoped
public class Participants {
    private final Database database;
    private final Clock clock;
    private final ParticipantConfig config;
    private final Inventory inventory;
    private final String ownName;
    private final Instant since;
    private final Event<Joined> joined;

    Participants(
            Database database,
            Clock clock,
            ParticipantConfig config,
            Inventory inventory,
            KafkaSettings settings,
            Event<Joined> joined) {
        this.database = database;
        this.clock = clock;
        this.config = config;
        this.inventory = inventory;
        this.ownName = settings.service();
        this.since = clock.instant();
        this.joined = joined;
    }

    /** A participant has registered for the first time; told in the transaction in which it is. */
    public record Joined(String service) {}

    /** The table. */
    @RegisterForReflection
    @Store(
            table = "participant",
            erasure = Store.Erasure.NOT_PERSONAL,
            ground =
                    "Nobody who ever took part is forgotten, or an erasure would be called complete without them",
            clauses = "RI-3",
            retention = "ground")
    public record ParticipantTable(
            @Impersonal String service,
            @Impersonal String inventory,
            @Impersonal String stores,
            @Impersonal Instant registeredAt,
            @Impersonal Instant heardAt) {}

    /** Everybody who must answer an erasure besides this service. */
    public List<String> others() {
        var names = new TreeSet<>(config.expected());
        names.addAll(
                database.query(
                        "SELECT service FROM participant", rows -> rows.getString("service")));
        names.remove(ownName);
        return List.copyOf(names);
    }

    /** Everybody who must answer an erasure. */
    public List<String> all() {
        var names = new TreeSet<>(others());
        names.add(ownName);
        return List.copyOf(names);
    }

    /** Every store that any of them has said to have, and those of this service. */
    public Set<String> stores() {
        var names = new TreeSet<String>();
        inventory.erasable().forEach(store -> names.add(store.table()));
        database.query(
                        "SELECT stores FROM participant",
                        rows -> List.of((String[]) rows.getArray("stores").getArray()))
                .forEach(names::addAll);
        return names;
    }

    /** Takes a sign of life. The time is that of hearing it: other clocks may be wrong. */
    @Transactional(Transactional.TxType.MANDATORY)
    void heard(ParticipantPresent present) {
        var now = clock.instant();
        boolean known =
                database.update(
                                "UPDATE participant SET inventory = ?, stores = ?, heard_at = ?"
                                        + " WHERE service = ?",
                                present.inventory(),
                                present.stores().toArray(String[]::new),
                                now,
                                present.service())
                        == 1;
        if (!known) {
            database.update(
                    "INSERT INTO participant (service, inventory, stores, registered_at, heard_at)"
                            + " VALUES (?, ?, ?, ?, ?)",
                    present.service(),
                    present.inventory(),
                    present.stores().toArray(String[]::new),
                    now,
                    now);
            joined.fire(new Joined(present.service()));
        }
    }

    /** Who has been silent for too long, and since when that counts. */
    Map<String, Instant> silent() {
        var heard = new TreeMap<String, Instant>();
        // Whoever never registered is silent since this service began to listen.
        all().forEach(name -> heard.put(name, since));
        database.query(
                        "SELECT service, heard_at FROM participant",
                        rows ->
                                Map.entry(
                                        rows.getString("service"),
                                        rows.getTimestamp("heard_at").toInstant()))
                .forEach(entry -> heard.put(entry.getKey(), entry.getValue()));
        var limit = clock.instant().minus(config.silentAfter());
        heard.values().removeIf(at -> !at.isBefore(limit));
        return heard;
    }
}
