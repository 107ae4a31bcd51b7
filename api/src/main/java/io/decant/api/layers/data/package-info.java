/** Layers that bring in data. */
@NullMarked
package io.decant.api.layers.data;

import org.jspecify.annotations.NullMarked;
