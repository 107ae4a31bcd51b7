/** Data that a program hands to a net. */
@NullMarked
package io.decant.data.memory;

import org.jspecify.annotations.NullMarked;
