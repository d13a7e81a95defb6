/**
 * Corrections (RI-2): of the profile at once, through account-service and by its rules; of anything
 * else by people. What a field was before is kept with the request, as ciphertext.
 */
@NullMarked
package com.bestqi.dsr.correction;

import org.jspecify.annotations.NullMarked;
