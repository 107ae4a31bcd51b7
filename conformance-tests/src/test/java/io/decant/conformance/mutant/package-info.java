/** Backends that each break one rule, to prove that the kit notices. */
@NullMarked
package io.decant.conformance.mutant;

import org.jspecify.annotations.NullMarked;
