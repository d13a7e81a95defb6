/**
 * How a person is reached: asked of account-service when it is needed, kept as ciphertext under the
 * person's key until account-service says that it changed, and gone with the person.
 */
@NullMarked
package com.bestqi.notification.contact;

import org.jspecify.annotations.NullMarked;
