/**
 * What readings and positions have in common on arrival: a time that must make sense, and items
 * that are refused one by one with a reason.
 */
@NullMarked
package com.bestqi.device.sample;

import org.jspecify.annotations.NullMarked;
