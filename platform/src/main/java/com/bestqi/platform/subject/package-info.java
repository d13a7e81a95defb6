/**
 * The data-subject record every service keeps per account id, with the locks of I-3 and the consent
 * state of I-7.
 */
@NullMarked
package com.bestqi.platform.subject;

import org.jspecify.annotations.NullMarked;
