/**
 * Positions of a person's phones (PM-1). What is not allowed to be precise is made coarse before it
 * is stored.
 */
@NullMarked
package com.bestqi.device.location;

import org.jspecify.annotations.NullMarked;
