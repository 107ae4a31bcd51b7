/**
 * What operators compute, in double precision and plain loops, independent of every backend. Every
 * number comes with a bound on how far a float32 computation of it may be off, carried through
 * decompositions by running error analysis.
 */
@NullMarked
package io.decant.conformance.oracle;

import org.jspecify.annotations.NullMarked;
