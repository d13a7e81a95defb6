/**
 * Objections (RI-6): people weigh them and record the decision. One that is upheld ends the
 * processing objected to in every service, for good, as a restriction of it.
 */
@NullMarked
package com.bestqi.dsr.objection;

import org.jspecify.annotations.NullMarked;
