/**
 * Accounts that nobody uses (RT-2): warned 30 days before, then erased the way their owner would
 * have done it. Off unless a deployment names the period.
 */
@NullMarked
package com.bestqi.account.inactivity;

import org.jspecify.annotations.NullMarked;
