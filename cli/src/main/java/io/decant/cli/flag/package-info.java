/** Command-line flags in all spellings of gflags. */
@NullMarked
package io.decant.cli.flag;

import org.jspecify.annotations.NullMarked;
