/**
 * The story that the demo tells and the tests check: two persons arrive, leave data with every
 * service, and one of them leaves. Each step demands what {@code api.md} promises of it.
 */
@NullMarked
package com.bestqi.endtoend.story;

import org.jspecify.annotations.NullMarked;
