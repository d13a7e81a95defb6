/**
 * Requests of persons who do not log in, by their mail address (RI-10). They end in the same path
 * as all others: the code goes to the address on file. Whether there is an account shows neither in
 * an answer nor in the time it takes: every call keeps one pace, and what differs happens later.
 */
@NullMarked
package com.bestqi.dsr.bymail;

import org.jspecify.annotations.NullMarked;
