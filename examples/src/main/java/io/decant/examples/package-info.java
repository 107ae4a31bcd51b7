/** The examples. */
@NullMarked
package io.decant.examples;

import org.jspecify.annotations.NullMarked;
