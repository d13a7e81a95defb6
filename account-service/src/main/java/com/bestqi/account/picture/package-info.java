/** The picture of a profile (PM-4): needs the switch {@code photo-album} to be set. */
@NullMarked
package com.bestqi.account.picture;

import org.jspecify.annotations.NullMarked;
