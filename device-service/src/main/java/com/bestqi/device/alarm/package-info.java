/**
 * Alarms of security services: what a smoke detector or a leak sensor reports is told to the person
 * at once, if they want to be notified (PM-6).
 */
@NullMarked
package com.bestqi.device.alarm;

import org.jspecify.annotations.NullMarked;
