/**
 * Pictures and videos from outside: told by their bytes, never by their name, and freed of what the
 * camera wrote beside the picture (place, time, owner). Only parts that are known are kept; what
 * does not hold together is refused, and so is anything behind the end.
 */
@NullMarked
package com.bestqi.platform.media;

import org.jspecify.annotations.NullMarked;
