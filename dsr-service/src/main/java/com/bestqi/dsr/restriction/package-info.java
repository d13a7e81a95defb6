/**
 * Requests to restrict processing (RI-4): ordered in every service, in force until lifted, at the
 * person's wish or at the end they named, and then only after they were told.
 */
@NullMarked
package com.bestqi.dsr.restriction;

import org.jspecify.annotations.NullMarked;
