/** Work that only one replica does at a time: leases in the database, with fence numbers. */
@NullMarked
package com.bestqi.platform.lease;

import org.jspecify.annotations.NullMarked;
