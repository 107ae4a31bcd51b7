/** Drawings of nets: as SVG, laid out here, and in the language of Graphviz. */
@NullMarked
package io.decant.cli.draw;

import org.jspecify.annotations.NullMarked;
