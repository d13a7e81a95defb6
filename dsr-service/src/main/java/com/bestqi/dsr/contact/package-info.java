/**
 * Where a certificate is to be sent: asked of account-service before the erasure begins, kept as
 * ciphertext under a key of the case, used once, and forgotten with the case. Promises that neither
 * an absent address nor a mail that cannot be sent holds up an erasure for longer than configured.
 */
@NullMarked
package com.bestqi.dsr.contact;

import org.jspecify.annotations.NullMarked;
