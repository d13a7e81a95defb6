package com.bestqi.dsr.bymail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("SE-3")
class MailLimitsTest {
    @Test
    void anIpv6HouseholdIsOneSource() {
        assertThat(MailLimits.network("2001:db8:1:2:3:4:5:6"))
                .isEqualTo(MailLimits.network("2001:db8:1:2::1"))
                .isNotEqualTo(MailLimits.network("2001:db8:1:3::1"));
        assertThat(MailLimits.network("203.0.113.7"))
                .isNotEqualTo(MailLimits.network("203.0.113.8"));
        assertThat(MailLimits.network("no:address")).isEqualTo("no:address");
    }
}
