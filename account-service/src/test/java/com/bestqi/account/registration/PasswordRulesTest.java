package com.bestqi.account.registration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PasswordRulesTest {

    @Test
    @Tag("AC-1")
    void addressLocalPartAndUserNameGiveAwayInWhateverCase() {
        assertThat(givesAway("xx ADA.L@EXAMPLE.ORG xx")).isTrue();
        assertThat(givesAway("lovely Ada.L indeed")).isTrue();
        assertThat(givesAway("the COUNTESS of it")).isTrue();
    }

    @Test
    void anythingElseDoesNot() {
        assertThat(givesAway("a long walk home")).isFalse();
        assertThat(PasswordRules.givesAway("a long walk home", "a@example.org", null)).isFalse();
    }

    private static boolean givesAway(String password) {
        return PasswordRules.givesAway(password, "ada.l@example.org", "countess");
    }
}
