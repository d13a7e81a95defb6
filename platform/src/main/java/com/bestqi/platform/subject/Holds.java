package com.bestqi.platform.subject;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.KafkaSettings;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.inventory.Inventory;
import com.bestqi.platform.inventory.Store;
import com.bestqi.platform.inventory.StoreDeclaration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Stores of a person whose rows must be neither erased nor expire, because somebody's rights or the
 * law need them. Expiry works under the shared form of the lock that a hold takes, so from the
 * commit of a hold on nothing of it expires, and what expires was gone before.
 */
@ApplicationScoped
public class Holds {
    private static final String LOCK =
            "SELECT 1 AS one FROM pg_advisory_xact_lock%s(hashtextextended('bestqi.hold', 0))";

    private final Database database;
    private final Inventory inventory;
    private final KafkaSettings settings;

    /** Everything it needs is injected. */
    public Holds(Database database, Inventory inventory, KafkaSettings settings) {
        this.database = database;
        this.inventory = inventory;
        this.settings = settings;
    }

    /** The tables of this service that the holds in a directive cover. */
    public Set<String> tables(SubjectDirective directive) {
        return inventory.erasable().stream()
                .filter(store -> store.erasure() == Store.Erasure.DELETE && !store.copy())
                .filter(store ->
                        directive.held().stream()
                                .anyMatch(hold ->
                                        hold.covers(
                                                settings.service(), store.table(), kinds(store))))
                .map(StoreDeclaration::table)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> kinds(StoreDeclaration store) {
        return Stream.concat(
                        Stream.of(store.category()),
                        store.columns().stream()
                                .map(StoreDeclaration.ColumnDeclaration::category)
                                .filter(Objects::nonNull))
                .map(category -> category.key())
                .collect(Collectors.toSet());
    }

    /** Takes the lock of what a directive holds here; before any row, for expiry does so too. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void prepare(SubjectDirective directive) {
        if (!tables(directive).isEmpty()) {
            lock("");
        }
    }

    /**
     * Holds these tables of a person, and no others, from now on; waits for the expiry under way.
     * Of what is let go, what is past its period expires soon after.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void set(UUID accountId, Collection<String> tables) {
        if (!tables.isEmpty()) {
            lock("");
        }
        var names = tables.stream().sorted().toArray(String[]::new);
        database.update(
                "UPDATE data_subject SET held_stores = ? WHERE account_id = ? AND held_stores <> ?",
                names,
                accountId,
                names);
    }

    /** The tables of a person that are under hold. */
    public Set<String> of(UUID accountId) {
        return database.first(
                        "SELECT held_stores FROM data_subject WHERE account_id = ?",
                        rows -> Set.of((String[]) rows.getArray("held_stores").getArray()),
                        accountId)
                .orElse(Set.of());
    }

    /** Keeps new holds away until the transaction ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void keepAway() {
        lock("_shared");
    }

    private void lock(String form) {
        database.first(LOCK.formatted(form), rows -> rows.getInt("one"));
    }

    /** An SQL condition: the person a row of {@code alias} is about has this table under hold. */
    public static String heldCondition(String table, String alias, String subject) {
        return """
        EXISTS (SELECT FROM data_subject h WHERE h.account_id = %s.%s
            AND h.held_stores <> '{}' AND '%s' = ANY (h.held_stores))
        """
                .formatted(alias, subject, table);
    }
}
