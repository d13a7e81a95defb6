/**
 * What a member of staff may do is decided by Keycloak's authorization services, call by call and
 * never from memory: what an admin changes in the console counts from the next call on, also for
 * tokens given out before. On staff paths only; nothing a person calls waits for Keycloak.
 */
@NullMarked
package com.bestqi.platform.permission;

import org.jspecify.annotations.NullMarked;
