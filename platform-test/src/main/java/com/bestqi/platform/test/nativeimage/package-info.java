/**
 * Judges without a native compiler what it would not find: types that are only reached by
 * reflection, files, and what a class would keep of the machine that built it.
 */
@NullMarked
package com.bestqi.platform.test.nativeimage;

import org.jspecify.annotations.NullMarked;
