/**
 * Confidential fields are ciphertext under a key per person, wrapped by a key the database never
 * holds (I-9).
 */
@NullMarked
package com.bestqi.platform.crypto;

import org.jspecify.annotations.NullMarked;
