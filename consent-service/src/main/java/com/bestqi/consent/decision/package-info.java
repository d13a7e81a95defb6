/**
 * Answers to "may this be done with this person's data": for enforcement points outside the suite
 * and for services without a copy of the consent state. Answers from what is known here and changes
 * nothing; whoever cannot ask must take it as no.
 */
@NullMarked
package com.bestqi.consent.decision;

import org.jspecify.annotations.NullMarked;
