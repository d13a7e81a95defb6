/**
 * What this service asks of the others, and of itself in the same way: what they declare to hold,
 * what they hold about a person, and what consent-service publishes about purposes and recipients.
 */
@NullMarked
package com.bestqi.dsr.peer;

import org.jspecify.annotations.NullMarked;
