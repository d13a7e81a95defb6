/**
 * Smart devices: what is known of each (DV-1, DV-2), the tokens they prove themselves with (SE-1),
 * and their removal. Other features hang their rows on a device through {@link
 * com.bestqi.device.smartdevice.DeviceRows}.
 */
@NullMarked
package com.bestqi.device.smartdevice;

import org.jspecify.annotations.NullMarked;
