/** How fast a device multiplies matrices and copies memory, measured by its own clock. */
@NullMarked
package io.decant.spi.rates;

import org.jspecify.annotations.NullMarked;
