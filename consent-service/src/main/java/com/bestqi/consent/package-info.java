/**
 * consent-service: the policy in force, what each person has agreed to, and the signed proof of it.
 * It is the authority on consent; other services decide from the states it sends out.
 */
@NullMarked
package com.bestqi.consent;

import org.jspecify.annotations.NullMarked;
