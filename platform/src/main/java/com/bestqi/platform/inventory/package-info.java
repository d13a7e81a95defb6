/**
 * The declaration of every store and column, personal or not (I-4). Erasure, read-back and export
 * run from it.
 */
@NullMarked
package com.bestqi.platform.inventory;

import org.jspecify.annotations.NullMarked;
