/**
 * Carries restrictions of processing into this service and answers that they are in force (RI-4).
 * What a restriction refuses is decided in {@code platform.subject}.
 */
@NullMarked
package com.bestqi.platform.restriction;

import org.jspecify.annotations.NullMarked;
