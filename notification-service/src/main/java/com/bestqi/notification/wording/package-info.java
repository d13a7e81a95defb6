/** What messages say, in five languages. Knows no person and no channel. */
@NullMarked
package com.bestqi.notification.wording;

import org.jspecify.annotations.NullMarked;
