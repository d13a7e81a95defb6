package com.bestqi.platform.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The reviewed table of periods, {@code docs/retention.md}, as it stands. */
public record RetentionTable(List<Row> rows) {
    private static final String EVERY_SERVICE = "every";
    private static final int CELLS = 9;

    /** One store as reviewed. */
    public record Row(
            String service,
            String store,
            String holds,
            Set<String> purposes,
            String period,
            String countedFrom,
            String endsBy,
            String reason,
            Set<String> clauses) {
        boolean of(String asked) {
            return service.equals(asked) || service.equals(EVERY_SERVICE);
        }
    }

    /** The table of the repository, as seen from a module. */
    public static RetentionTable reviewed() {
        return read(Path.of("..", "docs", "retention.md"));
    }

    /** All rows of some documents. */
    public static RetentionTable read(Path... documents) {
        var rows = new ArrayList<Row>();
        for (var document : documents) {
            try {
                rows.addAll(parse(Files.readString(document)).rows());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new RetentionTable(rows);
    }

    /** The rows of the tables with nine columns; headings and rulers are none. */
    public static RetentionTable parse(String markdown) {
        var rows = new ArrayList<Row>();
        for (var line : markdown.split("\n", -1)) {
            var cells = line.strip().split("\\|", -1);
            if (cells.length == CELLS + 2
                    && !cells[1].strip().equals("service")
                    && !cells[1].strip().startsWith("-")) {
                rows.add(row(cells));
            }
        }
        return new RetentionTable(List.copyOf(rows));
    }

    private static Row row(String[] cells) {
        return new Row(
                plain(cells[1]),
                plain(cells[2]),
                plain(cells[3]),
                words(cells[4]),
                plain(cells[5]),
                plain(cells[6]),
                plain(cells[7]),
                plain(cells[8]),
                words(cells[9]));
    }

    private static String plain(String cell) {
        var text = cell.replace("`", "").strip();
        return text.equals("-") ? "" : text;
    }

    private static Set<String> words(String cell) {
        var text = plain(cell);
        return text.isEmpty() ? Set.of() : new TreeSet<>(List.of(text.split("[ ,]+")));
    }
}
