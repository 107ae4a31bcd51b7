/** Following a training run while it runs: the line on the terminal, metrics, the report. */
@NullMarked
package io.decant.cli.watch;

import org.jspecify.annotations.NullMarked;
