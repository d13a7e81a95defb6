/**
 * Erasure of a whole account (AC-5, RI-3): one case a person, opened by the confirmed deletion. It
 * orders every service to erase, gathers their signed answers, reminds the silent for as long as it
 * takes, and ends with one certificate, whatever crashes in between. Nothing but answers makes it
 * complete; no time-out does (I-5).
 */
@NullMarked
package com.bestqi.dsr.erasure;

import org.jspecify.annotations.NullMarked;
