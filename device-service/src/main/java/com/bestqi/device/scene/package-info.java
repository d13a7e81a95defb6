/**
 * What a person wants done when something happens: a place is reached or left, a reading crosses a
 * line, or a time of day comes. Runs in the transaction that takes in what happened, so once for
 * each, and its commands reach their devices as every command does.
 */
@NullMarked
package com.bestqi.device.scene;

import org.jspecify.annotations.NullMarked;
