/** Files that go from the real Caffe to Decant and back. */
@NullMarked
package io.decant.conformance.roundtrip;

import org.jspecify.annotations.NullMarked;
