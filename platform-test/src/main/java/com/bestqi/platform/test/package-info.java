/**
 * What the tests of every service stand on: real PostgreSQL and Kafka, tokens of a real issuer, a
 * clock that can be moved, a reader and writer of topics, and the rules that hold for all code.
 */
@NullMarked
package com.bestqi.platform.test;

import org.jspecify.annotations.NullMarked;
