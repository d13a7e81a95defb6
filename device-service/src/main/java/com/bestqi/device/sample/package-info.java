/**
 * What all samples have in common: a time that must make sense, items that are refused one by one
 * with a reason, and what a withdrawal takes along.
 */
@NullMarked
package com.bestqi.device.sample;

import org.jspecify.annotations.NullMarked;
