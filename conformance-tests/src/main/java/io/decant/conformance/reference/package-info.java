/**
 * The oracle as a backend: whole programs run on it in double precision, with a bound on the error
 * of every number. It knows the mandatory operators only, so that lowering decomposes all others,
 * and shares no code with any other backend.
 */
@NullMarked
package io.decant.conformance.reference;

import org.jspecify.annotations.NullMarked;
