/** Layers that see images. */
@NullMarked
package io.decant.api.layers.vision;

import org.jspecify.annotations.NullMarked;
