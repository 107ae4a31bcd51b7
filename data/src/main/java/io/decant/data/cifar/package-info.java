/** Conversion of the files that CIFAR-10 comes in. */
@NullMarked
package io.decant.data.cifar;

import org.jspecify.annotations.NullMarked;
