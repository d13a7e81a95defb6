/**
 * Events leave through a table of the transaction that made them (I-2), in order per account, one
 * sender at a time.
 */
@NullMarked
package com.bestqi.platform.outbox;

import org.jspecify.annotations.NullMarked;
