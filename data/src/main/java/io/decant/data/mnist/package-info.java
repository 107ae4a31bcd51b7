/** Conversion of the files that MNIST comes in. */
@NullMarked
package io.decant.data.mnist;

import org.jspecify.annotations.NullMarked;
