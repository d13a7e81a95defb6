/**
 * What this service signs and what it trusts: the participants' public keys, the check of a signed
 * answer, and the certificate that joins the answers in a hash tree (I-5).
 */
@NullMarked
package com.bestqi.dsr.certificate;

import org.jspecify.annotations.NullMarked;
