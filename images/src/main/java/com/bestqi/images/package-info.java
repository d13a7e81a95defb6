/**
 * Makes the container images of the five services, for a registry or as files, without a container
 * engine: {@link com.bestqi.images.Images} is what {@code ./suite images} calls. The same programs
 * on the same base give the same digest, whenever and by whomever they are put together.
 */
@NullMarked
package com.bestqi.images;

import org.jspecify.annotations.NullMarked;
