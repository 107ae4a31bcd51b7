/**
 * Matrix products: OpenBLAS, and plain Java where it cannot be loaded. Internal to the CPU backend.
 */
@NullMarked
package io.decant.backend.cpu.blas;

import org.jspecify.annotations.NullMarked;
