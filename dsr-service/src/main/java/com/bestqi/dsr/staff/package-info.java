/**
 * What staff do with the requests of persons: the queue by due date, extension with notice, the
 * answer of people, rejection by two of them; the audit; and the map of all data, which is the
 * record of processing. Who may do what is Keycloak's to decide.
 */
@NullMarked
package com.bestqi.dsr.staff;

import org.jspecify.annotations.NullMarked;
