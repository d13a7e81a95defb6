/**
 * The suite as an outsider sees it: the demo that tells the whole story of one person who leaves,
 * and the offline check of the certificate that this ends with. What both promise is in {@code
 * api.md}; nothing here shares code with a service but the verifier of certificates.
 */
@NullMarked
package com.bestqi.endtoend;

import org.jspecify.annotations.NullMarked;
