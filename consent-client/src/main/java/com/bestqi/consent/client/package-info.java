/**
 * For services without a copy of the consent state: asks consent-service whether something is
 * permitted, and takes everything but a plain yes as no.
 */
@NullMarked
package com.bestqi.consent.client;

import org.jspecify.annotations.NullMarked;
