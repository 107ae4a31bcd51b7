/** Layers of Caffe's forks against OpenCV's DNN module. */
@NullMarked
package io.decant.conformance.opencv;

import org.jspecify.annotations.NullMarked;
