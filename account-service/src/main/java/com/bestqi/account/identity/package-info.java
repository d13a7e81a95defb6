/**
 * The persons' log-ins at the identity provider, by its admin API. Every call has short time-outs
 * and fails loudly; who calls decides whether to try again. Nothing here is asked while a token is
 * verified.
 */
@NullMarked
package com.bestqi.account.identity;

import org.jspecify.annotations.NullMarked;
