/** Layers that work element by element. */
@NullMarked
package io.decant.api.layers.activation;

import org.jspecify.annotations.NullMarked;
