/** Running the kit outside a build. */
@NullMarked
package io.decant.conformance.command;

import org.jspecify.annotations.NullMarked;
