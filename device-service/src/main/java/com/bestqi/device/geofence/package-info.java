/**
 * Places a person marks, and when a phone came there and left (PM-2). While the switch {@code
 * geofence} is on, a maps provider receives them; each time it does is said as a disclosure.
 */
@NullMarked
package com.bestqi.device.geofence;

import org.jspecify.annotations.NullMarked;
