package com.bestqi.dsr.export;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of a table as RFC 4180 has them, of which no cell is a formula to a spreadsheet. One
 * serves a whole table, line after line, for a copy has millions.
 */
final class CsvLine {
    private static final String FORMULA = "=+-@\t\r";

    private final List<String> columns;
    private final Map<String, Integer> places = new HashMap<>();
    private final @Nullable String[] cells;
    private final boolean[] plain;
    private final StringBuilder line = new StringBuilder();

    /** An empty line of a table with these columns. */
    CsvLine(List<String> columns) {
        this.columns = columns;
        for (var column : columns) {
            places.put(column, places.size());
        }
        cells = new @Nullable String[columns.size()];
        plain = new boolean[columns.size()];
    }

    void clear() {
        Arrays.fill(cells, null);
    }

    /** Where a column stands, most likely at {@code guess}; or -1. */
    int place(String column, int guess) {
        return guess < columns.size() && columns.get(guess).equals(column)
                ? guess
                : places.getOrDefault(column, -1);
    }

    /**
     * Fills a cell.
     *
     * @param number it is a number or the like, which is no formula
     */
    void put(int place, String text, boolean number) {
        cells[place] = text;
        plain[place] = number;
    }

    /** What stands in a cell, null when nothing does. */
    @Nullable String cell(int place) {
        return cells[place];
    }

    /** The first line of the table. */
    byte[] head() {
        clear();
        for (int i = 0; i < columns.size(); i++) {
            put(i, columns.get(i), false);
        }
        return bytes();
    }

    byte[] bytes() {
        line.setLength(0);
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                line.append(',');
            }
            append(cells[i], plain[i]);
        }
        return line.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private void append(@Nullable String text, boolean number) {
        if (text == null || text.isEmpty()) {
            return;
        }
        boolean formula = !number && FORMULA.indexOf(text.charAt(0)) >= 0;
        if (number || (!formula && !special(text))) {
            line.append(text);
            return;
        }
        line.append('"').append(formula ? "'" : "");
        line.append(text.replace("\"", "\"\"")).append('"');
    }

    private static boolean special(String text) {
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (one == ',' || one == '"' || one == '\n' || one == '\r') {
                return true;
            }
        }
        return false;
    }
}
