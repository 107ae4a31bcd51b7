/** Layers that rearrange blobs. */
@NullMarked
package io.decant.api.layers.utility;

import org.jspecify.annotations.NullMarked;
