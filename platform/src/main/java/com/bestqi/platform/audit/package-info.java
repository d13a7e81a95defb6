/**
 * Who did what with the data of which person (I-10, SE-3): every call of staff and of other
 * services, and every decision about a person, in an append-only hash chain. A person appears as a
 * pseudonym under their own key, so the chain verifies after their erasure and names them no more.
 */
@NullMarked
package com.bestqi.platform.audit;

import org.jspecify.annotations.NullMarked;
