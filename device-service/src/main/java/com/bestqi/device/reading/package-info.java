/**
 * What devices report (DV-3): taken in by batches, judged item by item in the transaction that
 * stores them, each reading once.
 */
@NullMarked
package com.bestqi.device.reading;

import org.jspecify.annotations.NullMarked;
