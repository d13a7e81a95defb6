/**
 * The days on which people work. It never moves the date by which the law wants an answer, which
 * knows no weekend; it says when people must begin so that they make it.
 */
@NullMarked
package com.bestqi.dsr.calendar;

import org.jspecify.annotations.NullMarked;
