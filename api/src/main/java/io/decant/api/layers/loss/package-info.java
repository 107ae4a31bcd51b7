/** Layers that compare with labels. */
@NullMarked
package io.decant.api.layers.loss;

import org.jspecify.annotations.NullMarked;
