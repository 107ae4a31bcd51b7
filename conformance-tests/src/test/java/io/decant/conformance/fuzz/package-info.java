/** Damaged files against everything that reads files. */
@NullMarked
package io.decant.conformance.fuzz;

import org.jspecify.annotations.NullMarked;
