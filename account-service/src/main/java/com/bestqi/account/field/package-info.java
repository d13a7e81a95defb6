/**
 * How the fields of a person must look, the same at registration and afterwards. Only the form is
 * checked here; whether a value is taken or in force, its feature knows.
 */
@NullMarked
package com.bestqi.account.field;

import org.jspecify.annotations.NullMarked;
