/**
 * The data-subject record every service keeps per account id, with the locks of I-3, the consent
 * state of I-7 and the restrictions of RI-4. It alone decides what a restriction refuses; whoever
 * takes a person's lock names the processing.
 */
@NullMarked
package com.bestqi.platform.subject;

import org.jspecify.annotations.NullMarked;
