/** From source text to functions, through NVRTC and a cache on disk. Internal. */
@NullMarked
package io.decant.backend.cuda.program;

import org.jspecify.annotations.NullMarked;
