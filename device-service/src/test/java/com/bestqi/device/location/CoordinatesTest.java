package com.bestqi.device.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("PM-1")
class CoordinatesTest {
    private static final double METRES_PER_DEGREE = 111_195;

    private static double metres(Coordinates from, Coordinates to) {
        double north = (to.latitude() - from.latitude()) * METRES_PER_DEGREE;
        double east =
                (to.longitude() - from.longitude())
                        * METRES_PER_DEGREE
                        * Math.cos(Math.toRadians(from.latitude()));
        return Math.hypot(north, east);
    }

    @Test
    void aCoarsePlaceIsNearAndOneOfFew() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var exact =
                    new Coordinates(random.nextDouble(-89, 89), random.nextDouble(-179, 179), 3.5);

            var coarse = exact.coarse();

            assertThat(metres(exact, coarse)).isLessThan(1_300);
            assertThat(coarse.latitude() * 100)
                    .isCloseTo(Math.rint(coarse.latitude() * 100), within(1e-6));
            assertThat(coarse.longitude() * 100)
                    .isCloseTo(Math.rint(coarse.longitude() * 100), within(1e-6));
            assertThat(coarse.accuracy()).isGreaterThanOrEqualTo(1_000);
            assertThat(coarse.possible()).isTrue();
            assertThat(coarse.coarse()).isEqualTo(coarse);
        }
    }

    @Test
    void cellsStayWideTowardsThePoles() {
        var one = new Coordinates(69.65, 18.950, 5).coarse();
        var near = new Coordinates(69.65, 18.955, 5).coarse();

        assertThat(one).isEqualTo(near);
    }

    @ParameterizedTest
    @CsvSource({"90, 180", "-90, -180", "90, -180", "0, 180", "0, 0", "89.999, 179.999"})
    void theEdgesOfTheEarthAreOnIt(double latitude, double longitude) {
        assertThat(new Coordinates(latitude, longitude, 0).coarse().possible()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "90.0001, 0, 1",
        "-90.0001, 0, 1",
        "0, 180.0001, 1",
        "0, -180.0001, 1",
        "0, 0, -1",
        "0, 0, 100001",
        "NaN, 0, 1",
        "0, NaN, 1",
        "0, 0, NaN",
        "Infinity, 0, 1"
    })
    void whatIsNotOnEarthIsImpossible(double latitude, double longitude, double accuracy) {
        assertThat(new Coordinates(latitude, longitude, accuracy).possible()).isFalse();
    }

    @Test
    void textAndBackIsTheSame() {
        var place = new Coordinates(48.20849, 16.37208, 12.25);

        assertThat(Coordinates.parse(place.text())).isEqualTo(place);
        assertThat(place).hasToString("Coordinates");
    }
}
