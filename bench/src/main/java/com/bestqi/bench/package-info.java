/**
 * Measurements of the running suite, always beside the limit of the same machine in the same run.
 * They print and record; they never fail a build.
 */
@NullMarked
package com.bestqi.bench;

import org.jspecify.annotations.NullMarked;
