/**
 * The register of recipients (SH-1): who receives what, for what, where, and what makes that
 * lawful. Nobody gets into it without the safeguard that their country takes (TR-2), nor from
 * outside the kinds without the consent they need (SH-3).
 */
@NullMarked
package com.bestqi.consent.recipient;

import org.jspecify.annotations.NullMarked;
