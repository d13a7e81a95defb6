/** What the background workers of a service have in common. */
@NullMarked
package com.bestqi.platform.worker;

import org.jspecify.annotations.NullMarked;
