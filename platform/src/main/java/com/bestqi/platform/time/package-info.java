/**
 * The one clock of a service, in microseconds as PostgreSQL keeps them; and, for what cannot be
 * taken back, the database's clock beside it.
 */
@NullMarked
package com.bestqi.platform.time;

import org.jspecify.annotations.NullMarked;
