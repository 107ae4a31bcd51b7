/** The kit that proves a backend. */
@NullMarked
package io.decant.conformance;

import org.jspecify.annotations.NullMarked;
