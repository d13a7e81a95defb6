/**
 * Which tests show which clause of the policy, made from the reports of a whole run. It reads what
 * a build leaves behind and runs nothing itself.
 */
@NullMarked
package com.bestqi.endtoend.trace;

import org.jspecify.annotations.NullMarked;
