package com.bestqi.platform.inventory;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Declares a column that holds personal data. */
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
public @interface Personal {

    /** What it holds. */
    DataCategory value();

    /** The column is ciphertext of the person's key: a {@code bytea} made by the subject cipher. */
    boolean confidential() default false;

    /** The plain value is bytes, not text; exports carry it in base64. */
    boolean binary() default false;
}
