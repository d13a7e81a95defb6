/** How people come into a home: its owner asks for a code that one person may accept once. */
@NullMarked
package com.bestqi.device.invitation;

import org.jspecify.annotations.NullMarked;
