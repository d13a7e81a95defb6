/**
 * The account row and what the person may read and change of it (AC-1, RI-2). Names and addresses
 * leave this package decrypted only as an answer to the person, or to a service that must reach the
 * person.
 */
@NullMarked
package com.bestqi.account.profile;

import org.jspecify.annotations.NullMarked;
