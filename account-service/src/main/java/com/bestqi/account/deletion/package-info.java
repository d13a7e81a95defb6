/**
 * The confirmed end of an account (AC-5): closes it here at once, tells everybody, and sees to it
 * that nobody logs in any more. The erasure itself is dsr-service's to lead and the platform's to
 * carry out.
 */
@NullMarked
package com.bestqi.account.deletion;

import org.jspecify.annotations.NullMarked;
