package com.bestqi.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * Limit, product, limit, round after round; a round whose two limits differ by more than a quarter
 * was disturbed and does not count.
 */
final class Rounds {
    private static final int WANTED = 5;
    private static final int MOST = 9;
    private static final double DISTURBED = 0.25;
    private static final int MOST_TO_WARM_UP = 8;
    private static final double STILL_FASTER = 1.05;

    private final List<Double> limits = new ArrayList<>();
    private final List<Double> products = new ArrayList<>();
    private int dropped;

    /** Runs a warm-up and then rounds until five count, or nine were tried. */
    static Rounds of(Callable<Double> limit, Callable<Double> product, Report report)
            throws Exception {
        var rounds = new Rounds();
        limit.call();
        warmUp(product);
        for (int tried = 0; tried < MOST && rounds.products.size() < WANTED; tried++) {
            double before = limit.call();
            double measured = product.call();
            double after = limit.call();
            boolean calm = Math.abs(before - after) <= DISTURBED * Math.max(before, after);
            report.line(
                    "  round %d: limit %.3f, product %.3f, limit %.3f%s",
                    tried + 1, before, measured, after, calm ? "" : "  (disturbed, dropped)");
            if (calm) {
                rounds.limits.add((before + after) / 2);
                rounds.products.add(measured);
            } else {
                rounds.dropped++;
            }
        }
        return rounds;
    }

    /** Until it gets no faster: code that is new to the JVM does for some seconds. */
    private static void warmUp(Callable<Double> product) throws Exception {
        double last = 0;
        for (int i = 0; i < MOST_TO_WARM_UP; i++) {
            double now = product.call();
            if (now < STILL_FASTER * last) {
                return;
            }
            last = now;
        }
    }

    /** Tells rates beside their limit, with the median of the ratios as the figure. */
    void tell(String what, double atLeast, Report report) {
        var ratios = ratios();
        report.raw(what, ratios);
        report.line(
                "  limit %.0f/s, product %.0f/s, ratio spread %s, %d rounds dropped",
                median(limits), median(products), spread(ratios), dropped);
        double median = median(ratios);
        report.figure(what, median, "", atLeast + " or more", median >= atLeast);
    }

    List<Double> products() {
        return products;
    }

    /** Product over limit, round by round. */
    List<Double> ratios() {
        var ratios = new ArrayList<Double>();
        for (int i = 0; i < products.size(); i++) {
            ratios.add(products.get(i) / limits.get(i));
        }
        return ratios;
    }

    List<Double> limits() {
        return limits;
    }

    int dropped() {
        return dropped;
    }

    /** The value below which a share of the values lies; 0 of an empty list. */
    static double quantile(List<Double> values, double share) {
        if (values.isEmpty()) {
            return 0;
        }
        var sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.ceil(share * sorted.size()) - 1));
    }

    static double median(List<Double> values) {
        return quantile(values, 0.5);
    }

    static String spread(List<Double> values) {
        return String.format(
                Locale.ROOT, "%.2f to %.2f", quantile(values, 0.001), quantile(values, 1));
    }
}
