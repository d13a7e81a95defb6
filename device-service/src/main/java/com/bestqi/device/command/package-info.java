/**
 * What people have their devices do: a command is handed to the device until it answers or the
 * command's time is over, so at least once; its result counts once (SE-1).
 */
@NullMarked
package com.bestqi.device.command;

import org.jspecify.annotations.NullMarked;
