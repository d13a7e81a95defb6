/**
 * Homes and who lives in them. Every person has one from the start; a home has one owner, and
 * others whom the owner invited. What somebody is in a home decides what they may do with the
 * devices in it; each device stays its own owner's.
 */
@NullMarked
package com.bestqi.device.home;

import org.jspecify.annotations.NullMarked;
