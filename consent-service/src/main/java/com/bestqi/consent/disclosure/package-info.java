/**
 * What was disclosed about a person to whom, when and why (SH-2): other services say so, this one
 * keeps it and shows it to the person. A disclosure that the register of recipients does not cover
 * is parked for people to look at, never shown as if it were in order, never dropped.
 */
@NullMarked
package com.bestqi.consent.disclosure;

import org.jspecify.annotations.NullMarked;
