/**
 * Problem responses (RFC 9457) as the API promises them: a stable type, a detail for the caller,
 * nothing internal.
 */
@NullMarked
package com.bestqi.platform.problem;

import org.jspecify.annotations.NullMarked;
