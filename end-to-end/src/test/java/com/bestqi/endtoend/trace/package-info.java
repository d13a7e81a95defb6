/** The matrix of clauses and tests, made from builds of a few lines. */
@NullMarked
package com.bestqi.endtoend.trace;

import org.jspecify.annotations.NullMarked;
