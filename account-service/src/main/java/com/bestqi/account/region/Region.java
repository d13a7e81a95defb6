package com.bestqi.account.region;

import java.util.Locale;
import java.util.Set;

/** A part of the world with a deployment of its own. */
enum Region {
    /** The European Union, the EEA, Switzerland and the United Kingdom. */
    EU,
    /** The Americas. */
    US,
    /** Everywhere else. */
    AP;

    /** Members of the EU and the EEA, CH, GB, and territories in which Union law applies. */
    private static final Set<String> EUROPE =
            Set.of(
                    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU",
                    "IE", "IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES",
                    "SE", "IS", "LI", "NO", "CH", "GB", "AX", "GF", "GP", "MF", "MQ", "RE", "YT");

    private static final Set<String> AMERICA =
            Set.of(
                    "AG", "AI", "AR", "AW", "BB", "BL", "BM", "BO", "BQ", "BR", "BS", "BZ", "CA",
                    "CL", "CO", "CR", "CU", "CW", "DM", "DO", "EC", "FK", "GD", "GL", "GT", "GY",
                    "HN", "HT", "JM", "KN", "KY", "LC", "MS", "MX", "NI", "PA", "PE", "PM", "PR",
                    "PY", "SR", "SV", "SX", "TC", "TT", "US", "UY", "VC", "VE", "VG", "VI");

    /** The region of a country. */
    static Region of(String countryCode) {
        if (EUROPE.contains(countryCode)) {
            return EU;
        }
        return AMERICA.contains(countryCode) ? US : AP;
    }

    /** The name used in configuration, events and the API. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
