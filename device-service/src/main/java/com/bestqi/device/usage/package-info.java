/**
 * How the app is used (AU-2). Linked to the person only where the switch {@code analytics} was on
 * when the event happened and is on now; everything else is counted without saying whose it was
 * (AU-4). Sec-GPC withdraws the switch.
 */
@NullMarked
package com.bestqi.device.usage;

import org.jspecify.annotations.NullMarked;
