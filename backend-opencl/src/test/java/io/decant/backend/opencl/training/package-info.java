/** Whole nets, trained beside the CPU backend. */
@NullMarked
package io.decant.backend.opencl.training;

import org.jspecify.annotations.NullMarked;
