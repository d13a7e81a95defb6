/**
 * Feedback and questions (FB-1, FB-2): what persons write, with photos and videos that are told by
 * their bytes, freed of what the camera wrote beside the picture, and kept as ciphertext; and the
 * answers of staff. What turns out to be a request about rights goes the way of all requests.
 */
@NullMarked
package com.bestqi.dsr.feedback;

import org.jspecify.annotations.NullMarked;
