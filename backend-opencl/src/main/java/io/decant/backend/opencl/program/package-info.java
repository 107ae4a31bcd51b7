/** From source text to programs, through a cache on disk. Internal. */
@NullMarked
package io.decant.backend.opencl.program;

import org.jspecify.annotations.NullMarked;
