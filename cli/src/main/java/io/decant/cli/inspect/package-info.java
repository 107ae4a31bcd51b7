/** Commands that look at nets, files and devices without training: summary, check, draw, doctor. */
@NullMarked
package io.decant.cli.inspect;

import org.jspecify.annotations.NullMarked;
