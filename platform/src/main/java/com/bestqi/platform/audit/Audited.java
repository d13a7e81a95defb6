package com.bestqi.platform.audit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what a call of staff or of another service rests on. On paths for staff and services such
 * calls are in the audit with or without it; on a path that is for people as well it has those of
 * staff and services recorded, and people's own not.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Audited {

    /** Clause of the policy. */
    String purpose();

    /**
     * Whether the call may change something, for methods other than GET: only then it has an entry
     * before it begins as well. A question in a POST does not.
     */
    boolean changes() default true;
}
