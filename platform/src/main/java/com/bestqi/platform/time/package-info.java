/** The one clock of a service, in microseconds as PostgreSQL keeps them. */
@NullMarked
package com.bestqi.platform.time;

import org.jspecify.annotations.NullMarked;
