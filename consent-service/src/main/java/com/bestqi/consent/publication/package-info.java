/** What anybody may read and keep for a while: in the language asked for, with an entity tag. */
@NullMarked
package com.bestqi.consent.publication;

import org.jspecify.annotations.NullMarked;
