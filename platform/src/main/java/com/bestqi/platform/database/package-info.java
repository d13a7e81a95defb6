/**
 * Plain SQL inside the caller's transaction, for the paths where batches and locks count.
 * Everything else uses Hibernate; both see the same connection.
 */
@NullMarked
package com.bestqi.platform.database;

import org.jspecify.annotations.NullMarked;
