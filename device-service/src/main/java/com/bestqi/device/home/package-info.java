/** Homes. Every person has one from the start; devices belong to it. */
@NullMarked
package com.bestqi.device.home;

import org.jspecify.annotations.NullMarked;
