/**
 * Looks behind the scenes, with rights that nobody has in production: every table of every
 * database, every record of every topic, every byte of the data files. It only reads, and knows
 * nothing of what the tables mean.
 */
@NullMarked
package com.bestqi.endtoend.inspection;

import org.jspecify.annotations.NullMarked;
