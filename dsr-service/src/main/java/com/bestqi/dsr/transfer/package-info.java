/**
 * Direct transfer of a portable copy to somebody the person names (RI-5): with their consent to
 * this one transfer, by a link that is signed, works once and not for long; what was pulled is
 * recorded as a disclosure. Making the copy is the business of {@code export}.
 */
@NullMarked
package com.bestqi.dsr.transfer;

import org.jspecify.annotations.NullMarked;
