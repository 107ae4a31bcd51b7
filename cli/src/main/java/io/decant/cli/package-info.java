/** The {@code decant} command. */
@NullMarked
package io.decant.cli;

import org.jspecify.annotations.NullMarked;
