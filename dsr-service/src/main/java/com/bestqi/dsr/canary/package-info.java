/**
 * A person of nobody is registered, spread over the services, erased and certified, again and again
 * (daily): the way every erasure takes is walked before somebody needs it, and a participant that
 * hears nothing is found within a day.
 */
@NullMarked
package com.bestqi.dsr.canary;

import org.jspecify.annotations.NullMarked;
