/**
 * device-service: the phones people use the app on, the smart devices they pair, and what both
 * report. It decides on arrival what may be kept (I-7), and keeps nothing of a person who is erased
 * (I-3).
 */
@NullMarked
package com.bestqi.device;

import org.jspecify.annotations.NullMarked;
