/** Lowering and execution: concrete classes that everyone uses and nobody implements. */
@NullMarked
package io.decant.spi.run;

import org.jspecify.annotations.NullMarked;
