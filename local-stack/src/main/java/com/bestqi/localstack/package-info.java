/**
 * Starts the real parts of the suite on one machine, each as a process of its own: PostgreSQL,
 * Kafka, Keycloak, a mail sink, the five services and the gateway. {@link
 * com.bestqi.localstack.Stack} is the whole; the single parts serve as test resources. No child
 * outlives the process that started it. Nothing here is meant for production.
 */
@NullMarked
package com.bestqi.localstack;

import org.jspecify.annotations.NullMarked;
