/**
 * Legal holds (PU-5): data of a person that must not be destroyed for a time, whatever the person
 * asks. Placed and released by staff, or ended by their date; carried to every service by
 * directives that say all that is in force. A hold says why and on what, never what is in there.
 */
@NullMarked
package com.bestqi.dsr.hold;

import org.jspecify.annotations.NullMarked;
