package com.bestqi.endtoend.story;

import com.bestqi.endtoend.inspection.Databases;
import com.bestqi.endtoend.inspection.Databases.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the databases hold of one person at one moment, by the account id that every such row
 * carries.
 *
 * @param rows the rows themselves, as text, by table
 */
public record Estate(Map<Table, List<String>> rows) {
    /** What a service writes for itself and takes away again, whoever the row is about. */
    public static final Set<String> PASSING =
            Set.of("outbox_message", "inbox_event", "audit_pending", "audit_entry", "audit_chain");

    private static final Pattern DAY = Pattern.compile("(?<=,)\\d{4}-\\d{2}-\\d{2}(?=[,)])");

    /** Copies the map. */
    public Estate {
        rows = new TreeMap<>(rows);
    }

    /** What is there now. */
    public static Estate of(UUID accountId, Databases databases) {
        var rows = databases.rowsWith(List.of(accountId.toString()), Databases.ofServices());
        rows.keySet().removeIf(table -> PASSING.contains(table.name()));
        rows.replaceAll((_, content) -> content.stream().map(Estate::withoutDays).toList());
        return new Estate(rows);
    }

    /** The day of the last use is noted seconds after the use. */
    private static String withoutDays(String row) {
        return DAY.matcher(row).replaceAll("");
    }

    /**
     * What is there once nothing changes any more: the events of the last calls have been applied.
     */
    public static Estate settled(UUID accountId, Databases databases) {
        var seen = new ArrayList<Estate>(List.of(of(accountId, databases)));
        return Patience.until(
                Duration.ofSeconds(15),
                () -> {
                    seen.add(of(accountId, databases));
                    return seen.getLast();
                },
                estate ->
                        seen.size() > 5
                                && seen.subList(seen.size() - 5, seen.size()).stream()
                                        .allMatch(estate::equals));
    }

    /** Rows of each table. */
    public Map<Table, Long> counts() {
        return rows.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> (long) entry.getValue().size(),
                                Long::sum,
                                TreeMap::new));
    }

    /** Rows of one table. */
    public long count(String database, String table) {
        return rows.getOrDefault(new Table(database, table), List.of()).size();
    }

    /** All rows of one database. */
    public long count(String database) {
        return counts().entrySet().stream()
                .filter(entry -> entry.getKey().database().equals(database))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** The tables in which the two differ. */
    public List<Table> differences(Estate other) {
        var all = new TreeMap<>(rows);
        all.putAll(other.rows);
        return all.keySet().stream()
                .filter(table ->
                        !rows.getOrDefault(table, List.of())
                                .equals(other.rows.getOrDefault(table, List.of())))
                .toList();
    }
}
