/**
 * Permissions that belong to a phone: what its system lets the app do, beside what the account has
 * granted. The stricter of the two holds on that phone; neither changes the other (ADR 0019).
 */
@NullMarked
package com.bestqi.consent.phone;

import org.jspecify.annotations.NullMarked;
