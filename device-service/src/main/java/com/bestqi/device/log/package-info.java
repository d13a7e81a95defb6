/**
 * What the app logs (AU-3). Linked to the person, as ciphertext, only where the switch {@code
 * diagnostics} was on when it was written and is on now; everything else is kept without whatever
 * could point at somebody (AU-4). Crash logs need {@code storage} besides (PM-5).
 */
@NullMarked
package com.bestqi.device.log;

import org.jspecify.annotations.NullMarked;
