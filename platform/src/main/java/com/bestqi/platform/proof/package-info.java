/**
 * Signed statements: a service's outcome, the certificate that joins them in a hash tree, and how
 * to check it.
 */
@NullMarked
package com.bestqi.platform.proof;

import org.jspecify.annotations.NullMarked;
