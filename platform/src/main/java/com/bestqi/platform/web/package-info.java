/** What every HTTP path has in common: who calls, strict JSON, pages, idempotency and headers. */
@NullMarked
package com.bestqi.platform.web;

import org.jspecify.annotations.NullMarked;
