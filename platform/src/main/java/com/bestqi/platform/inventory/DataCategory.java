package com.bestqi.platform.inventory;

import java.util.Locale;

/** Kinds of personal data, as requests name them in {@code scope.categories}. */
public enum DataCategory {
    /** The opaque account id and other references that stand for a person. */
    IDENTIFIER,
    /** Email address and phone number. */
    CONTACT,
    /** Names, language, country, time zone. */
    PROFILE,
    /** The profile picture. */
    PICTURE,
    /** Log-in data at the identity provider. */
    CREDENTIAL,
    /** Acceptance of and objection to the policy. */
    POLICY_ACCEPTANCE,
    /** What was granted and withdrawn, with its evidence. */
    CONSENT,
    /** The phone the app runs on (AU-1). */
    PHONE,
    /** Smart devices (DV-1). */
    DEVICE,
    /** How a device is connected (DV-2). */
    CONNECTION,
    /** What devices report (DV-3). */
    READING,
    /** Positions. */
    LOCATION,
    /** Health data (SD-1). */
    HEALTH,
    /** Contents and records of communication (SD-1). */
    COMMUNICATIONS,
    /** Homes and who lives in them. */
    HOME,
    /** How the app is used (AU-2). */
    USAGE,
    /** Logs (AU-3). */
    LOG,
    /** Messages to the person. */
    MESSAGE,
    /** Requests, feedback and their course. */
    REQUEST,
    /** Who received data about the person. */
    DISCLOSURE;

    /** The name used in the API and in certificates: kebab-case. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
