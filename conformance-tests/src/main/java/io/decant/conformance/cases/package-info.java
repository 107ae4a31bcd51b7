/**
 * Operators to try a backend with: for each one, geometries at the edges, empty ones, and as many
 * random ones as wanted, with data. The same seed gives the same cases, whatever else is run.
 */
@NullMarked
package io.decant.conformance.cases;

import org.jspecify.annotations.NullMarked;
