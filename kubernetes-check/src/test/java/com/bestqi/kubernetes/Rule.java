package com.bestqi.kubernetes;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What must hold of every rendering.
 *
 * @param name what a failing build names
 * @param weight how bad it is when it does not hold
 * @param broken where it does not
 */
record Rule(String name, Weight weight, Function<Manifests, Stream<String>> broken) {
    /** Critical and high may not fail at all. */
    enum Weight {
        CRITICAL(10),
        HIGH(5),
        MEDIUM(2),
        LOW(1);

        final int points;

        Weight(int points) {
            this.points = points;
        }
    }

    List<String> findings(Manifests manifests) {
        return broken.apply(manifests).map(where -> name + ": " + where).toList();
    }
}
