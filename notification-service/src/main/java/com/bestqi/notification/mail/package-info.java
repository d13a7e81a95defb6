/**
 * Letters: how they look, and their way to the mail server. Keeps nothing of them, and logs neither
 * address nor content.
 */
@NullMarked
package com.bestqi.notification.mail;

import org.jspecify.annotations.NullMarked;
