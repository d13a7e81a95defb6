/**
 * Every service says that it takes part in erasures and is there, with the digest of its inventory,
 * so that no erasure is called complete without it (I-5).
 */
@NullMarked
package com.bestqi.platform.participation;

import org.jspecify.annotations.NullMarked;
