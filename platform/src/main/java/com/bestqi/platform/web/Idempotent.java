package com.bestqi.platform.web;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a POST: honours {@code Idempotency-Key}. With the header, the call and the memory of its
 * answer are one transaction, so a crash leaves both or neither. A refused call leaves nothing and
 * may be repeated.
 */
@InterceptorBinding
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {}
