/** The embedded backend. */
@NullMarked
package io.decant.conformance.cpu;

import org.jspecify.annotations.NullMarked;
