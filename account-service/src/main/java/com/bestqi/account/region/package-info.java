/**
 * Which region's deployment a person belongs to, by country (TR-1). Whoever lives elsewhere is sent
 * there; nothing of theirs is stored here.
 */
@NullMarked
package com.bestqi.account.region;

import org.jspecify.annotations.NullMarked;
