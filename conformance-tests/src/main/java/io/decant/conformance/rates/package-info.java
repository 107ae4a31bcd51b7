/** How fast a device copies and multiplies: {@code decant rates}. */
@NullMarked
package io.decant.conformance.rates;

import org.jspecify.annotations.NullMarked;
