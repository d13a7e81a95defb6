package com.bestqi.dsr.bymail;

import static java.util.Locale.ROOT;

import com.bestqi.platform.crypto.BlindIndex;
import com.bestqi.platform.web.Tally;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * How many requests without a log-in one address is mailed for, and one source may send, within an
 * hour. It is the same for an address that nobody has. Kept in the memory of each replica, as keyed
 * hashes: a factor of a few replicas changes nothing, and nothing is stored.
 */
@ApplicationScoped
class MailLimits {
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final int NETWORK_BYTES = 8;
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]+(%\\w+)?");

    /** How many. */
    @ConfigMapping(prefix = "bestqi.mail-request")
    interface Config {
        /** For one mail address within an hour. */
        @WithDefault("10")
        int anAddress();

        /** From one network address within an hour; many people may share one. */
        @WithDefault("100")
        int aSource();
    }

    private final BlindIndex index;
    private final Tally addresses;
    private final Tally sources;

    MailLimits(Config config, BlindIndex index, Clock clock) {
        this.index = index;
        this.addresses = new Tally(config.anAddress(), WINDOW, clock);
        this.sources = new Tally(config.aSource(), WINDOW, clock);
    }

    /** Counts one for a mail address; throws 429 when there were too many. */
    void address(String email) {
        addresses.take(
                hash("mail_request.address", email.strip().toLowerCase(ROOT)),
                "Too many requests for this address.");
    }

    /** Counts one from a network address; throws 429 when there were too many. */
    void source(String address) {
        sources.take(hash("mail_request.source", network(address)), "Too many requests.");
    }

    private String hash(String field, String value) {
        return Base64.getEncoder().encodeToString(index.of(field, value));
    }

    /** Of IPv6 the half that a household has for itself. */
    static String network(String address) {
        if (!address.contains(":") || !NUMERIC.matcher(address).matches()) {
            return address;
        }
        try {
            var bytes = InetAddress.getByName(address).getAddress();
            return Arrays.toString(
                    bytes.length > NETWORK_BYTES ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes);
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
