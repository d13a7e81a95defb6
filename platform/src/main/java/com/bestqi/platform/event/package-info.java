/**
 * The facts that services tell each other (I-1): records of ids, enumerations, times, counts and
 * digests, with the CloudEvents envelope they travel in.
 */
@NullMarked
package com.bestqi.platform.event;

import org.jspecify.annotations.NullMarked;
