/** Datum records: images as Caffe's databases hold them, and what becomes of them in a net. */
@NullMarked
package io.decant.data.datum;

import org.jspecify.annotations.NullMarked;
