/** Layers as somebody outside of Decant writes them: what docs/writing-a-layer.md shows. */
@NullMarked
package example.layers;

import org.jspecify.annotations.NullMarked;
