/**
 * The way from one version to the next as an operator goes it, under calls: both versions side by
 * side on one database, replica after replica replaced (F15).
 */
@NullMarked
package com.bestqi.endtoend.upgrade;

import org.jspecify.annotations.NullMarked;
