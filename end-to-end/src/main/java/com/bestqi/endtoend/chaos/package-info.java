/**
 * Kills parts of a running suite at random while people live in it and leave it, keeps a history of
 * what every client was told, and compares that history with every store afterwards.
 */
@NullMarked
package com.bestqi.endtoend.chaos;

import org.jspecify.annotations.NullMarked;
