/** Segmentation of high-definition canvases: the data of the example, and how its net is judged. */
@NullMarked
package io.decant.examples.hd;

import org.jspecify.annotations.NullMarked;
