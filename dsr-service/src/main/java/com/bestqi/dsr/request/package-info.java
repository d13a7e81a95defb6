/**
 * The person's requests about their rights, of every type: written down at once, each step shown,
 * never without an end (RI-8, RI-10, RI-11). How a type is fulfilled is its own feature's.
 */
@NullMarked
package com.bestqi.dsr.request;

import org.jspecify.annotations.NullMarked;
