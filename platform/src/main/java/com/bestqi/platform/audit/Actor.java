package com.bestqi.platform.audit;

import org.jspecify.annotations.Nullable;

/**
 * Who did it.
 *
 * @param name an opaque id or the name of a service; null for a person, who is named by the
 *     pseudonym of the entry alone
 */
public record Actor(Kind kind, @Nullable String name) {

    /** What kind of actor. */
    public enum Kind {
        /** Somebody whose data the suite holds. */
        PERSON,
        /** Somebody who works for the company. */
        STAFF,
        /** Another service. */
        SERVICE,
        /** This service by itself. */
        SYSTEM
    }

    /** A person, who acts on what is about them. */
    public static Actor person() {
        return new Actor(Kind.PERSON, null);
    }

    /** A member of staff by the identity provider's id. */
    public static Actor staff(String id) {
        return new Actor(Kind.STAFF, id);
    }

    /** Another service by its client's name or id. */
    public static Actor service(String name) {
        return new Actor(Kind.SERVICE, name);
    }

    /** This service, which carries something out. */
    public static Actor system(String service) {
        return new Actor(Kind.SYSTEM, service);
    }
}
