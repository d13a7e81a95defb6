/**
 * How a person becomes one of ours: a user at the identity provider and, in one transaction, the
 * account, the data-subject row and the event (AC-1, AC-2). An attempt is noted before the identity
 * provider is asked, so that whatever is cut off half way is found and removed.
 */
@NullMarked
package com.bestqi.account.registration;

import org.jspecify.annotations.NullMarked;
