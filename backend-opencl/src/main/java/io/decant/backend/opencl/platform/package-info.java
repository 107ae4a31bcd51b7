/** Which devices there are, and why others cannot be used. Internal. */
@NullMarked
package io.decant.backend.opencl.platform;

import org.jspecify.annotations.NullMarked;
