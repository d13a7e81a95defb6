/**
 * Who a person is: registration, profile, home region and the confirmed end of an account. The
 * identity provider holds the log-in, this service everything else that names a person, and no
 * other service keeps a copy that it does not need.
 */
@NullMarked
package com.bestqi.account;

import org.jspecify.annotations.NullMarked;
