/**
 * Who takes part in erasures. Whoever has registered once is expected to answer every erasure from
 * then on, and is never dropped silently; those that must exist are expected even if they never
 * registered. Whoever falls silent is called out (I-5).
 */
@NullMarked
package com.bestqi.dsr.participant;

import org.jspecify.annotations.NullMarked;
