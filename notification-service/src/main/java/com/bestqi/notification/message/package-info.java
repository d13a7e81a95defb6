/**
 * Messages on their way: asked for by events, sent by a worker that tries until it succeeds or must
 * not. A person gets each template at most once by mail and exactly once in the inbox.
 */
@NullMarked
package com.bestqi.notification.message;

import org.jspecify.annotations.NullMarked;
