/**
 * What a layer is, and what it works with. Layers from outside are added by a {@link
 * io.decant.api.layer.LayerProvider}.
 */
@NullMarked
package io.decant.api.layer;

import org.jspecify.annotations.NullMarked;
