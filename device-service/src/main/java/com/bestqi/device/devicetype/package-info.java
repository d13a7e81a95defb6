/**
 * The catalogue of device types: what each reports, under which sensitive category if any, and
 * which commands it knows. The same for everybody, a resource of this build with a version of its
 * own.
 */
@NullMarked
package com.bestqi.device.devicetype;

import org.jspecify.annotations.NullMarked;
