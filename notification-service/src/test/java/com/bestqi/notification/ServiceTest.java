package com.bestqi.notification;

import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test of the running service with all that is around it; one start for all such tests. */
@QuarkusTest
@WithTestResource(StackResource.class)
@WithTestResource(Surroundings.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ServiceTest {}
