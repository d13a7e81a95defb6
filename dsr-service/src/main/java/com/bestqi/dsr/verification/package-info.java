/**
 * Shows that a person is who their token says, when the log-in is too old to show it (RI-9): six
 * digits mailed to the address on file, five tries, ten minutes.
 */
@NullMarked
package com.bestqi.dsr.verification;

import org.jspecify.annotations.NullMarked;
