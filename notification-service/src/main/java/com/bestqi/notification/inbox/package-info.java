/** The messages a person finds in the app; ciphertext at rest, visible to nobody else. */
@NullMarked
package com.bestqi.notification.inbox;

import org.jspecify.annotations.NullMarked;
