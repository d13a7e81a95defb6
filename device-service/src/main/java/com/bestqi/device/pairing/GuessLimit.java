package com.bestqi.device.pairing;

import com.bestqi.platform.web.Tally;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/**
 * Slows down whoever tries codes that do not exist, by source address, and whoever takes over many
 * devices of others: a serial number may be guessed from another. Kept in the memory of each
 * replica: a factor of a few replicas changes nothing.
 */
@ApplicationScoped
class GuessLimit {
    private final Tally wrongCodes;
    private final Tally takeovers;

    GuessLimit(PairingConfig config, Clock clock) {
        this.wrongCodes = new Tally(config.wrongGuesses(), config.wrongGuessWindow(), clock);
        this.takeovers = new Tally(config.takeovers(), config.takeoverWindow(), clock);
    }

    /** Throws 429 while the address has used up its wrong guesses. */
    void check(String address) {
        wrongCodes.check(address, "Too many codes that do not exist.");
    }

    void countWrong(String address) {
        wrongCodes.count(address);
    }

    /** Counts that a person takes over a device of somebody else; throws 429 at too many. */
    void countTakeover(UUID accountId) {
        var who = accountId.toString();
        takeovers.check(who, "Too many devices of others were paired.");
        takeovers.count(who);
    }
}
