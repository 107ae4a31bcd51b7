/** Curves of a training run: collected while it runs or read from its log, drawn, and written. */
@NullMarked
package io.decant.cli.curve;

import org.jspecify.annotations.NullMarked;
