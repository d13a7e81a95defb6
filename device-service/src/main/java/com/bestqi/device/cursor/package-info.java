/**
 * Where a list that is ordered by time goes on: the time of a row and what sets it apart from
 * others of the same time.
 */
@NullMarked
package com.bestqi.device.cursor;

import org.jspecify.annotations.NullMarked;
