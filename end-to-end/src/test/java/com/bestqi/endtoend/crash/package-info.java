/**
 * A Java agent that lets a service die at a named point, so that the product needs no hooks for its
 * tests. It is packed into a jar by the test that uses it.
 */
package com.bestqi.endtoend.crash;
