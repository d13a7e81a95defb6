/**
 * The ways into a running suite that an outside client has: the gateway, the log-in of the identity
 * provider, and the mailbox that mails arrive in.
 */
@NullMarked
package com.bestqi.endtoend.client;

import org.jspecify.annotations.NullMarked;
