/**
 * The keys of the identity provider, and the check of its tokens against them. Whoever brings a
 * token with a known key is never kept waiting by the identity provider; how to use what the token
 * says is left to others.
 */
@NullMarked
package com.bestqi.platform.token;

import org.jspecify.annotations.NullMarked;
