/**
 * What everybody is told: a notice in each live person's inbox, once, with an event as evidence
 * that it is there (PO-1, PU-6, SH-1). Told in chunks that each commit on their own, so that a
 * crash or a second replica costs nothing and repeats nothing; those who join meanwhile are told
 * too.
 */
@NullMarked
package com.bestqi.notification.announcement;

import org.jspecify.annotations.NullMarked;
