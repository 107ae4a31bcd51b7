/** How each operator becomes launches: one class for each family. */
@NullMarked
package io.decant.kernels.operator;

import org.jspecify.annotations.NullMarked;
