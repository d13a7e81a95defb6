/**
 * Gives out everything a service holds about a person, from the same inventory that erases it
 * (RI-1), and the inventory itself.
 */
@NullMarked
package com.bestqi.platform.export;

import org.jspecify.annotations.NullMarked;
