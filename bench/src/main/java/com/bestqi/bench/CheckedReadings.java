package com.bestqi.bench;

import com.bestqi.endtoend.inspection.Databases;

/** Looks after each round whether what was acknowledged is there, and nothing else. */
final class CheckedReadings {
    private final ReadingLoad load;
    private final Databases databases;
    private final String stored;

    CheckedReadings(ReadingLoad load, Databases databases, Fleet fleet) {
        this.load = load;
        this.databases = databases;
        this.stored = "SELECT count(*) FROM reading WHERE " + fleet.theirs();
    }

    String name() {
        return load.name();
    }

    double rate(int readings) throws Exception {
        return checked(() -> load.rate(readings));
    }

    /** Something that sends by the load. */
    interface Sending {
        double rate() throws Exception;
    }

    double checked(Sending sending) throws Exception {
        long acknowledgedBefore = load.acknowledged();
        long storedBefore = databases.number("device", stored);
        double rate = sending.rate();
        long acknowledged = load.acknowledged() - acknowledgedBefore;
        long added = databases.number("device", stored) - storedBefore;
        if (acknowledged != added) {
            throw new IllegalStateException(
                    acknowledged + " readings were acknowledged and " + added + " stored");
        }
        return rate;
    }
}
