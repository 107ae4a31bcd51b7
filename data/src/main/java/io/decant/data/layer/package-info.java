/** Layers that read data, and how they read ahead. */
@NullMarked
package io.decant.data.layer;

import org.jspecify.annotations.NullMarked;
