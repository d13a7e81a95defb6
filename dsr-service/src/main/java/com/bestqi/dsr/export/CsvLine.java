package com.bestqi.dsr.export;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines of a table as RFC 4180 has them, of which no cell is a formula to a spreadsheet. */
final class CsvLine {
    private static final String FORMULA = "=+-@\t\r";

    private CsvLine() {}

    /** A cell: its text, and whether it is a number or the like, which is no formula. */
    record Cell(@Nullable String text, boolean plain) {
        @Override
        public String toString() {
            return "Cell[hidden]";
        }
    }

    static String of(List<Cell> cells) {
        var line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                line.append(',');
            }
            append(line, cells.get(i));
        }
        return line.append("\r\n").toString();
    }

    private static void append(StringBuilder line, Cell cell) {
        var text = cell.text();
        if (text == null || text.isEmpty()) {
            return;
        }
        boolean formula = !cell.plain() && FORMULA.indexOf(text.charAt(0)) >= 0;
        boolean quoted =
                formula
                        || text.indexOf(',') >= 0
                        || text.indexOf('"') >= 0
                        || text.indexOf('\n') >= 0
                        || text.indexOf('\r') >= 0;
        if (!quoted) {
            line.append(text);
            return;
        }
        line.append('"').append(formula ? "'" : "");
        line.append(text.replace("\"", "\"\"")).append('"');
    }
}
