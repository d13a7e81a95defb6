/**
 * dsr-service: the rights of the person. It holds the cases, tells every service what to do,
 * gathers their signed answers and proves the result; it holds no data about the person beyond the
 * case.
 */
@NullMarked
package com.bestqi.dsr;

import org.jspecify.annotations.NullMarked;
