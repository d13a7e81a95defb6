/**
 * Events are applied once in effect, however often and in whatever order they are delivered (I-2).
 */
@NullMarked
package com.bestqi.platform.inbox;

import org.jspecify.annotations.NullMarked;
