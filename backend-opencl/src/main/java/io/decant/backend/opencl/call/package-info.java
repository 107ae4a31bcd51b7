/** Native calls: checked in one place, with handles that outlive their last use. Internal. */
@NullMarked
package io.decant.backend.opencl.call;

import org.jspecify.annotations.NullMarked;
