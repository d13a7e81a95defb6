package com.bestqi.account.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RegionTest {

    @Test
    @Tag("TR-1")
    void everyCountryHasOneRegion() {
        var regions =
                Arrays.stream(Locale.getISOCountries()).collect(Collectors.groupingBy(Region::of));

        // 27 members, 3 more of the EEA, CH, GB, and 7 territories of members.
        assertThat(regions.get(Region.EU)).hasSize(39).contains("DE", "NO", "CH", "GB", "RE");
        assertThat(regions.get(Region.US)).contains("US", "CA", "MX", "BR", "AR", "JM");
        assertThat(regions.get(Region.AP)).contains("JP", "AU", "CN", "IN", "ZA", "TR");
        assertThat(List.of(Region.of("DE").key(), Region.of("US").key(), Region.of("JP").key()))
                .containsExactly("eu", "us", "ap");
    }
}
