/** How a person is reached; asked of account-service each time and never kept (I-1). */
@NullMarked
package com.bestqi.notification.contact;

import org.jspecify.annotations.NullMarked;
