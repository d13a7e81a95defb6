package com.bestqi.dsr.staff;

/** The map of data for people to read. */
final class DataMapPage {
    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Record of processing</title>
            <style>body{font-family:sans-serif;max-width:80em;margin:2em auto;padding:0 1em}
            table{border-collapse:collapse;font-size:.9em}td,th{border:1px solid #ccc;padding:.2em .5em;
            text-align:left;vertical-align:top}</style></head><body><h1>Record of processing</h1>
            """;

    private final StringBuilder page = new StringBuilder(HEAD);

    private DataMapPage() {}

    static String of(DataMap.MapView map) {
        var made = new DataMapPage();
        for (var service : map.services()) {
            made.element("h2", service.service() + "-service");
            made.page.append("<table><tr>");
            for (var title :
                    new String[] {
                        "store",
                        "kind",
                        "columns",
                        "purposes",
                        "basis",
                        "clauses",
                        "kept",
                        "at erasure",
                        "recipients"
                    }) {
                made.element("th", title);
            }
            made.page.append("</tr>");
            service.stores().forEach(made::store);
            made.page.append("</table>\n");
        }
        return made.page.append("</body></html>\n").toString();
    }

    private void store(DataMap.StoreView store) {
        page.append("<tr>");
        element("td", store.store());
        element("td", store.category());
        page.append("<td>");
        for (var column : store.columns()) {
            var kind = column.category();
            element(
                    "div",
                    column.name()
                            + (kind == null ? "" : ": " + kind)
                            + (column.confidential() ? " (ciphertext)" : ""));
        }
        page.append("</td>");
        element("td", String.join(", ", store.purposes()));
        element("td", String.join(", ", store.basis()));
        element("td", String.join(", ", store.clauses()));
        var ground = store.ground();
        element("td", store.retention() + (ground == null ? "" : ": " + ground));
        element("td", store.erasure());
        element("td", String.join(", ", store.recipients()));
        page.append("</tr>\n");
    }

    private void element(String name, String text) {
        page.append('<').append(name).append('>');
        page.append(
                text.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;"));
        page.append("</").append(name).append('>');
    }
}
