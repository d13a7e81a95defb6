/**
 * What a person wants to be told, by which channel and when (PM-6): their choices by kind, quiet
 * hours, the one click in a mail. The switch {@code notifications} overrules all of it at once;
 * what a person must be told reaches them all the same.
 */
@NullMarked
package com.bestqi.notification.preference;

import org.jspecify.annotations.NullMarked;
