/**
 * What a person has granted, and the ledger of every change. A change and its event are one
 * transaction, one writer a person.
 */
@NullMarked
package com.bestqi.consent.permission;

import org.jspecify.annotations.NullMarked;
