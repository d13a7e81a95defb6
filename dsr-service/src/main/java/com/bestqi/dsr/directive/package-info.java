/**
 * The numbers of directives. One person's directives are ordered one after the other; after an
 * ERASE there is none, so that nothing in the compacted topic ever hides it.
 */
@NullMarked
package com.bestqi.dsr.directive;

import org.jspecify.annotations.NullMarked;
