/** Initial contents of parameters. */
@NullMarked
package io.decant.api.filler;

import org.jspecify.annotations.NullMarked;
