/** Layers without a spatial meaning. */
@NullMarked
package io.decant.api.layers.common;

import org.jspecify.annotations.NullMarked;
