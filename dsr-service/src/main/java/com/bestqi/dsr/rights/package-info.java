/**
 * The one durable model of every request about a person's rights: what was asked, where it stands,
 * by when it must be answered, and each step as an event the person sees (RI-8). Whoever moves a
 * request writes its event with it. Knows no type's way of being fulfilled.
 */
@NullMarked
package com.bestqi.dsr.rights;

import org.jspecify.annotations.NullMarked;
