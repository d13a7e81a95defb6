package com.bestqi.dsr.export;

import com.bestqi.platform.export.InventoryView;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The files of one service in a copy: of each store the rows as JSON lines and as a table, from one
 * reading of what the service streams. Keeps the first rows for the readable page.
 */
final class StoreFiles implements AutoCloseable {
    private static final int SHOWN = 20;
    private static final int SHOWN_CHARACTERS = 160;
    private static final int BUFFER = 64 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String service;
    private final PackageFile file;
    private final Function<InventoryView.StoreView, Wanted> wanted;
    private final Map<String, InventoryView.StoreView> declared = new HashMap<>();
    private final List<Written> written = new ArrayList<>();
    private @Nullable Open open;

    /** What a store came to. */
    record Written(InventoryView.StoreView store, long rows, List<List<String>> first) {}

    private static final class Open {
        final InventoryView.StoreView store;
        final byte[] prefix;
        final Wanted wanted;
        final OutputStream rows;
        final Spool table = new Spool();
        final Map<String, Integer> columns = new HashMap<>();
        final List<List<String>> first = new ArrayList<>();
        long count;

        Open(InventoryView.StoreView store, Wanted wanted, OutputStream rows) throws IOException {
            this.store = store;
            this.wanted = wanted;
            this.rows = rows;
            this.prefix =
                    ("{\"store\":\"" + store.store() + "\",\"row\":")
                            .getBytes(StandardCharsets.UTF_8);
            var names = new ArrayList<CsvLine.Cell>();
            for (var column : store.columns()) {
                columns.put(column.name(), columns.size());
                names.add(new CsvLine.Cell(column.name(), false));
            }
            table.write(CsvLine.of(names).getBytes(StandardCharsets.UTF_8));
        }

        boolean selects(List<CsvLine.Cell> cells) {
            var at = columns.get(wanted.column());
            return at != null && wanted.values().contains(cells.get(at).text());
        }
    }

    StoreFiles(
            PackageFile file,
            InventoryView inventory,
            Function<InventoryView.StoreView, Wanted> wanted) {
        this.service = inventory.service();
        this.file = file;
        this.wanted = wanted;
        inventory.stores().forEach(store -> declared.put(store.store(), store));
    }

    /** Takes the next line of the service's stream. */
    void line(byte[] buffer, int length) throws IOException {
        var current = open;
        if (current == null || !startsWith(buffer, length, current.prefix)) {
            current = next(buffer, length);
        }
        if (!current.wanted.any()) {
            return;
        }
        int from = current.prefix.length;
        int size = length - from - 1;
        var cells = cells(current, buffer, from, size);
        if (current.wanted.selects() && !current.selects(cells)) {
            return;
        }
        current.rows.write(buffer, from, size);
        current.rows.write('\n');
        current.table.write(CsvLine.of(cells).getBytes(StandardCharsets.UTF_8));
        current.count++;
        if (current.first.size() < SHOWN) {
            current.first.add(cells.stream().map(StoreFiles::shown).toList());
        }
    }

    private static boolean startsWith(byte[] buffer, int length, byte[] prefix) {
        return length > prefix.length
                && Arrays.equals(buffer, 0, prefix.length, prefix, 0, prefix.length);
    }

    private Open next(byte[] buffer, int length) throws IOException {
        finishStore();
        String name;
        try (var parser = JSON.getFactory().createParser(buffer, 0, length)) {
            parser.nextToken();
            parser.nextToken();
            parser.nextToken();
            name = parser.getText();
        }
        var store = declared.get(name);
        if (store == null) {
            throw new IOException("a store that nobody declared");
        }
        var which = wanted.apply(store);
        var rows =
                which.any()
                        ? new BufferedOutputStream(file.begin(path(name) + ".jsonl"), BUFFER)
                        : OutputStream.nullOutputStream();
        var next = new Open(store, which, rows);
        open = next;
        if (!startsWith(buffer, length, next.prefix)) {
            throw new IOException("a line that is none of an export");
        }
        return next;
    }

    private String path(String store) {
        return "data/" + service + "/" + store;
    }

    private static List<CsvLine.Cell> cells(Open open, byte[] buffer, int from, int size)
            throws IOException {
        var cells =
                new ArrayList<>(
                        Collections.nCopies(open.columns.size(), new CsvLine.Cell(null, true)));
        try (var parser = JSON.getFactory().createParser(buffer, from, size)) {
            require(parser.nextToken() == JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var at = open.columns.get(parser.currentName());
                var value = parser.nextToken();
                if (at == null) {
                    parser.skipChildren();
                } else {
                    cells.set(at, cell(parser, value));
                }
            }
            require(parser.currentToken() == JsonToken.END_OBJECT);
        }
        return cells;
    }

    private static void require(boolean right) throws IOException {
        if (!right) {
            throw new IOException("a row that is none");
        }
    }

    private static CsvLine.Cell cell(JsonParser parser, JsonToken value) throws IOException {
        return switch (value) {
            case VALUE_NULL -> new CsvLine.Cell(null, true);
            case VALUE_STRING -> new CsvLine.Cell(parser.getText(), false);
            case START_OBJECT, START_ARRAY ->
                    new CsvLine.Cell(parser.readValueAsTree().toString(), false);
            default -> new CsvLine.Cell(parser.getText(), true);
        };
    }

    private static String shown(CsvLine.Cell cell) {
        var text = cell.text();
        if (text == null) {
            return "";
        }
        return text.length() <= SHOWN_CHARACTERS
                ? text
                : text.substring(0, SHOWN_CHARACTERS) + "\u2026";
    }

    private void finishStore() throws IOException {
        var done = open;
        open = null;
        if (done == null) {
            return;
        }
        try (var table = done.table) {
            if (!done.wanted.any()) {
                return;
            }
            done.rows.flush();
            file.end();
            var name = done.store.store();
            table.copyTo(file.begin(path(name) + ".csv"));
            file.end();
            file.add("schemas/" + service + "/" + name + ".json", Schema.of(service, done.store));
            written.add(new Written(done.store, done.count, done.first));
        }
    }

    /** Ends the last store; what was written, with nothing of what the service has none of. */
    List<Written> finish() throws IOException {
        finishStore();
        return written;
    }

    @Override
    public void close() throws IOException {
        var left = open;
        if (left != null) {
            left.table.close();
        }
    }
}
