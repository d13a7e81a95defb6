/**
 * Erased stays erased (I-6): a service that starts on an older copy of its database, or of its keys
 * database, serves nobody until the directives given since are carried out again and read back.
 */
@NullMarked
package com.bestqi.platform.restore;

import org.jspecify.annotations.NullMarked;
