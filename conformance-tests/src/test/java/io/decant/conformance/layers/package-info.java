/** The kit's nets of layers. */
@NullMarked
package io.decant.conformance.layers;

import org.jspecify.annotations.NullMarked;
