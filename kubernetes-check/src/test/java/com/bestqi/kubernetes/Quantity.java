package com.bestqi.kubernetes;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;

/** Amounts as Kubernetes writes them: {@code 250m}, {@code 4Gi}. */
final class Quantity {
    private static final Pattern FORM = Pattern.compile("([0-9.]+)([a-zA-Z]*)");
    private static final Map<String, BigDecimal> UNITS =
            Map.of(
                    "", BigDecimal.ONE,
                    "m", new BigDecimal("0.001"),
                    "k", BigDecimal.valueOf(1_000),
                    "M", BigDecimal.valueOf(1_000_000),
                    "G", BigDecimal.valueOf(1_000_000_000),
                    "Ki", BigDecimal.valueOf(1L << 10),
                    "Mi", BigDecimal.valueOf(1L << 20),
                    "Gi", BigDecimal.valueOf(1L << 30));

    private Quantity() {}

    static double bytes(String text) {
        return of(text).doubleValue();
    }

    static BigDecimal of(String text) {
        var form = FORM.matcher(text);
        if (!form.matches() || !UNITS.containsKey(form.group(2))) {
            throw new IllegalArgumentException("no amount: " + text);
        }
        return new BigDecimal(form.group(1)).multiply(UNITS.get(form.group(2)));
    }
}
