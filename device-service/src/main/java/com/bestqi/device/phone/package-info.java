/**
 * The phones a person runs the app on (AU-1). What identifies the phone's surroundings is kept only
 * while the switch {@code diagnostics} is on; the rest belongs to the contract.
 */
@NullMarked
package com.bestqi.device.phone;

import org.jspecify.annotations.NullMarked;
