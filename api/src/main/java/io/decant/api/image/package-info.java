/**
 * Images as nets take them, and nets that classify images: the counterparts of pycaffe's {@code
 * caffe.io} and {@code caffe.Classifier}, with the same numbers. Open to users. Needs no {@code
 * java.desktop}: module {@code data} reads image files and BufferedImages.
 */
@NullMarked
package io.decant.api.image;

import org.jspecify.annotations.NullMarked;
