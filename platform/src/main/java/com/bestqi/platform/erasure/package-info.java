/**
 * Carries out an erasure in one service: tombstone, delete in chunks, destroy the key, read back,
 * sign (I-5).
 */
@NullMarked
package com.bestqi.platform.erasure;

import org.jspecify.annotations.NullMarked;
