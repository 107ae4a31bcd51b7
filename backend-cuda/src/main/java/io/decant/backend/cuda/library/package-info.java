/** Products and convolutions of NVIDIA's math libraries, reached through JavaCPP. Internal. */
@NullMarked
package io.decant.backend.cuda.library;

import org.jspecify.annotations.NullMarked;
