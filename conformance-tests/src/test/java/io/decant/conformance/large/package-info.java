/** Nets far larger than the pool: small ones in every build, full size with -Pfull. */
@NullMarked
package io.decant.conformance.large;

import org.jspecify.annotations.NullMarked;
