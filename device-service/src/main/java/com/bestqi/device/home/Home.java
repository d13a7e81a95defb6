package com.bestqi.device.home;

import java.util.UUID;

/** A home of a person. */
record Home(UUID homeId, String name) {
    private static final String FIRST_NAME = "Home";

    static Home first() {
        return new Home(UUID.randomUUID(), FIRST_NAME);
    }

    /** Keeps the name out of logs. */
    @Override
    public String toString() {
        return "Home[" + homeId + "]";
    }
}
