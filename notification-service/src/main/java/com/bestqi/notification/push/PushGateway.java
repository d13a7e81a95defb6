package com.bestqi.notification.push;

import java.time.Duration;

/** The way to one provider. There is one for each, and each may be off. */
interface PushGateway {
    /** Whose tokens it takes. */
    PushProvider provider();

    /** Whether it has what it needs to send. */
    boolean configured();

    /** Whether this provider can be reached with a token of the right form. */
    default boolean accepts(String token) {
        return true;
    }

    /** Who learns the token by that, as the register of recipients calls them. */
    String recipient(String token);

    /** Sends once; blocks for as long as the provider takes, within limits. */
    Delivery send(String token, PushEndpoints.Signal signal);

    /** What came of it. */
    sealed interface Delivery {}

    /** The provider took it. */
    record Taken() implements Delivery {}

    /** There is no such installation any more. */
    record Unregistered() implements Delivery {}

    /** The provider will never take it. */
    record Refused() implements Delivery {}

    /**
     * Not now.
     *
     * @param pause at least, as the provider asked
     */
    record Later(Duration pause) implements Delivery {}
}
