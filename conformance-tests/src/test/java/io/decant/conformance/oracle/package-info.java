/** The oracle against known answers, and decompositions against direct formulas. */
@NullMarked
package io.decant.conformance.oracle;

import org.jspecify.annotations.NullMarked;
