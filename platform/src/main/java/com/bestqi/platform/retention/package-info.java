/**
 * Ends what is past its period (RT-1, RT-2), driven by the inventory: rows in small chunks, tables
 * partitioned by time by whole partitions, one replica at a time, never a row of a person who has
 * the store under hold. What goes with an account goes by its erasure and not here.
 */
@NullMarked
package com.bestqi.platform.retention;

import org.jspecify.annotations.NullMarked;
