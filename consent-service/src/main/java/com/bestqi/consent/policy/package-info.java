/**
 * The privacy policy in its versions, readable by anybody at any time (PO-2), and the evidence of
 * who accepted which version in which language, when and how (AC-2).
 */
@NullMarked
package com.bestqi.consent.policy;

import org.jspecify.annotations.NullMarked;
