/**
 * notification-service: mail and the inbox in the app. It pulls an address when it needs one,
 * sends, and keeps no address.
 */
@NullMarked
package com.bestqi.notification;

import org.jspecify.annotations.NullMarked;
