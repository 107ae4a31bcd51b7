/** The layers of Caffe, grouped as its documentation groups them. */
@NullMarked
package io.decant.api.layers;

import org.jspecify.annotations.NullMarked;
