/**
 * Signed receipts of what was granted or withdrawn last, made from the ledger when asked for, and
 * the keys to check them with.
 */
@NullMarked
package com.bestqi.consent.receipt;

import org.jspecify.annotations.NullMarked;
