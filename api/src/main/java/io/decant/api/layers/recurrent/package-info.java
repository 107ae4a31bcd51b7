/** Layers that carry something from time step to time step. */
@NullMarked
package io.decant.api.layers.recurrent;

import org.jspecify.annotations.NullMarked;
