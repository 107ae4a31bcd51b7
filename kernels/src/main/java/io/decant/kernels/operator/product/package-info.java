/** Operators that are products of matrices: gemm and convolutions, tile by tile. */
@NullMarked
package io.decant.kernels.operator.product;

import org.jspecify.annotations.NullMarked;
