/**
 * Signals to the phones of a person that there is something in the inbox (PM-6). What is pushed
 * says nothing of it: no provider learns what a person is told. A provider that is not configured
 * is off and says so on the health page.
 */
@NullMarked
package com.bestqi.notification.push;

import org.jspecify.annotations.NullMarked;
