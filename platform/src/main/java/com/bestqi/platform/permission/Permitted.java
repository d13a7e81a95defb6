package com.bestqi.platform.permission;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a method or class under {@code /v1/admin}: Keycloak must permit the caller this scope of this
 * resource. Stands beside {@code @RolesAllowed} with the roles of staff, which keeps everybody else
 * out before Keycloak is asked. The annotation of the method goes before that of its class.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Permitted {

    /** Name of a resource of the client {@code bestqi-staff}, for instance {@code policies}. */
    String resource();

    /** {@link #VIEW} or {@link #EDIT}. */
    String scope();

    /** Looking. */
    String VIEW = "view";

    /** Changing. */
    String EDIT = "edit";
}
