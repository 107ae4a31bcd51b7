/** Images: their pixels, decoding as OpenCV does it for Caffe, resizing. */
@NullMarked
package io.decant.data.image;

import org.jspecify.annotations.NullMarked;
