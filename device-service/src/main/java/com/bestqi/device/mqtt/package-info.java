/**
 * The other way in for devices: MQTT 5 (and 3.1.1), with the device's token as password. This is an
 * edge and nothing more: what comes in is judged, stored and answered by the features that the HTTP
 * paths use, and a message is acknowledged when that is durable (SE-1, DV-3).
 */
@NullMarked
package com.bestqi.device.mqtt;

import org.jspecify.annotations.NullMarked;
