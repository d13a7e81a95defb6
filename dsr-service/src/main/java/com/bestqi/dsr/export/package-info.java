/**
 * The copy of everything held about a person (RI-1), and of what rests on consent or contract
 * (RI-5): streamed from all services into one ZIP, which lies as ciphertext under the person's key
 * for seven days. Memory stays flat whatever the size; a crash begins anew and leaves nothing.
 */
@NullMarked
package com.bestqi.dsr.export;

import org.jspecify.annotations.NullMarked;
