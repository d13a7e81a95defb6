package com.bestqi.dsr.export;

import com.bestqi.platform.export.InventoryView;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String service;
    private final PackageFile file;
    private final Function<InventoryView.StoreView, Wanted> wanted;
    private final Map<String, InventoryView.StoreView> declared = new HashMap<>();
    private final List<Written> written = new ArrayList<>();
    private @Nullable Open open;

    /** What a store came to. */
    record Written(InventoryView.StoreView store, long rows, List<List<String>> first) {}

    private static final class Open implements AutoCloseable {
        final InventoryView.StoreView store;
        final byte[] prefix;
        final Wanted wanted;
        final PackageFile.Entry rows;
        final PackageFile.Entry table;
        final CsvLine line;
        final List<List<String>> first = new ArrayList<>();
        long count;

        Open(InventoryView.StoreView store, Wanted wanted, PackageFile file, String path)
                throws IOException {
            this.store = store;
            this.wanted = wanted;
            this.prefix =
                    ("{\"store\":\"" + store.store() + "\",\"row\":")
                            .getBytes(StandardCharsets.UTF_8);
            this.line =
                    new CsvLine(
                            store.columns().stream().map(InventoryView.ColumnView::name).toList());
            this.rows = file.begin(path + ".jsonl");
            this.table = file.begin(path + ".csv");
            table.write(line.head());
        }

        boolean selected() {
            int at = line.place(wanted.column(), 0);
            return at >= 0 && wanted.values().contains(line.cell(at));
        }

        List<String> shown() {
            var cells = new ArrayList<String>();
            for (int i = 0; i < store.columns().size(); i++) {
                cells.add(StoreFiles.shown(line.cell(i)));
            }
            return cells;
        }

        /** What did not join the copy is thrown away. */
        @Override
        public void close() throws IOException {
            try (rows) {
                table.close();
            }
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
    void line(byte[] buffer, int offset, int length) throws IOException {
        var current = open;
        if (current == null || !startsWith(buffer, offset, length, current.prefix)) {
            current = next(buffer, offset, length);
        }
        if (!current.wanted.any()) {
            return;
        }
        int from = offset + current.prefix.length;
        int size = length - current.prefix.length - 1;
        read(current.line, buffer, from, size);
        if (current.wanted.selects() && !current.selected()) {
            return;
        }
        current.rows.write(buffer, from, size);
        current.rows.write('\n');
        current.table.write(current.line.bytes());
        current.count++;
        if (current.first.size() < SHOWN) {
            current.first.add(current.shown());
        }
    }

    private static boolean startsWith(byte[] buffer, int offset, int length, byte[] prefix) {
        int end = offset + prefix.length;
        return length > prefix.length
                && Arrays.equals(buffer, offset, end, prefix, 0, prefix.length);
    }

    private Open next(byte[] buffer, int offset, int length) throws IOException {
        finishStore();
        String name;
        try (var parser = JSON.getFactory().createParser(buffer, offset, length)) {
            parser.nextToken();
            parser.nextToken();
            parser.nextToken();
            name = parser.getText();
        }
        var store = declared.get(name);
        if (store == null) {
            throw new IOException("a store that nobody declared");
        }
        var next = new Open(store, wanted.apply(store), file, path(name));
        open = next;
        if (!startsWith(buffer, offset, length, next.prefix)) {
            throw new IOException("a line that is none of an export");
        }
        return next;
    }

    private String path(String store) {
        return "data/" + service + "/" + store;
    }

    private static void read(CsvLine line, byte[] buffer, int from, int size) throws IOException {
        line.clear();
        try (var parser = JSON.getFactory().createParser(buffer, from, size)) {
            require(parser.nextToken() == JsonToken.START_OBJECT);
            for (int i = 0; parser.nextToken() == JsonToken.FIELD_NAME; i++) {
                int place = line.place(parser.currentName(), i);
                var value = parser.nextToken();
                if (place < 0) {
                    parser.skipChildren();
                } else {
                    put(line, place, parser, value);
                }
            }
            require(parser.currentToken() == JsonToken.END_OBJECT);
        }
    }

    private static void require(boolean right) throws IOException {
        if (!right) {
            throw new IOException("a row that is none");
        }
    }

    private static void put(CsvLine line, int place, JsonParser parser, JsonToken value)
            throws IOException {
        switch (value) {
            case VALUE_NULL -> {
                // An empty cell.
            }
            case VALUE_STRING -> line.put(place, parser.getText(), false);
            case START_OBJECT, START_ARRAY ->
                    line.put(place, parser.readValueAsTree().toString(), false);
            default -> line.put(place, parser.getText(), true);
        }
    }

    private static String shown(@Nullable String text) {
        if (text == null) {
            return "";
        }
        return text.length() <= SHOWN_CHARACTERS
                ? text
                : text.substring(0, SHOWN_CHARACTERS) + "\u2026";
    }

    private void finishStore() throws IOException {
        try (var done = open) {
            open = null;
            if (done != null && done.wanted.any()) {
                done.rows.join();
                done.table.join();
                var name = done.store.store();
                file.add(
                        "schemas/" + service + "/" + name + ".json",
                        Schema.of(service, done.store));
                written.add(new Written(done.store, done.count, done.first));
            }
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
            left.close();
        }
    }
}
