/**
 * A copy of which policy version is in force, so that registration asks nobody (AC-2). The
 * authority is consent-service.
 */
@NullMarked
package com.bestqi.account.policycopy;

import org.jspecify.annotations.NullMarked;
