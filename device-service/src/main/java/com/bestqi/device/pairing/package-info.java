/**
 * How a device comes to a person: the app asks for a code that is good once and for a short time,
 * the device claims it (PM-3, PM-7). Of many claims at once exactly one wins.
 */
@NullMarked
package com.bestqi.device.pairing;

import org.jspecify.annotations.NullMarked;
