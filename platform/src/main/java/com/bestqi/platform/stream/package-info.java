/**
 * Answers that do not end: server-sent events to somebody who watches. Bounded in number and by
 * what a client takes, ended in good order when the service stops.
 */
@NullMarked
package com.bestqi.platform.stream;

import org.jspecify.annotations.NullMarked;
