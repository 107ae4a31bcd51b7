/** How the layers of Caffe and its forks are written in ONNX. */
@NullMarked
package io.decant.onnx.layers;

import org.jspecify.annotations.NullMarked;
