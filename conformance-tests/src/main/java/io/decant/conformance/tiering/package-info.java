/** Small nets that are trained in little device memory, and what came of it. */
@NullMarked
package io.decant.conformance.tiering;

import org.jspecify.annotations.NullMarked;
