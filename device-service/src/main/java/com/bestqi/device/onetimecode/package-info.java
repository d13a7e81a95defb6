/** Codes for pairings and invitations: short enough to type, too many to guess. */
@NullMarked
package com.bestqi.device.onetimecode;

import org.jspecify.annotations.NullMarked;
