/**
 * Requests of persons that other controllers hand in by OpenDSR. They become cases like all others
 * and go the way of requests by mail: nothing is done before the person has entered the code mailed
 * to the address on file, and nothing tells a controller before that whether there is an account.
 * Answers and callbacks are signed; nobody is called back but at addresses agreed on beforehand.
 */
@NullMarked
package com.bestqi.dsr.opendsr;

import org.jspecify.annotations.NullMarked;
