/**
 * The one address of the suite: takes a request, decides by its path which service it is for, holds
 * it to the general limits, and streams it there and the answer back. It knows no rule of any
 * service, keeps nothing, and lets nobody from outside reach what is meant for the inside.
 */
@NullMarked
package com.bestqi.localstack.gateway;

import org.jspecify.annotations.NullMarked;
