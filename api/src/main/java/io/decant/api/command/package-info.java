/** Subcommands of the {@code decant} program that jars contribute. */
@NullMarked
package io.decant.api.command;

import org.jspecify.annotations.NullMarked;
