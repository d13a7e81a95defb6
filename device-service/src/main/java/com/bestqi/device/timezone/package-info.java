/**
 * In which time zone people live whose scenes wait for a time of day: asked of account-service when
 * it is first needed and whenever it has changed, and forgotten when it is needed no more.
 */
@NullMarked
package com.bestqi.device.timezone;

import org.jspecify.annotations.NullMarked;
