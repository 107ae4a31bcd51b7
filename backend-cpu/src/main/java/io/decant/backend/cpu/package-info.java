/** The embedded CPU backend. */
@NullMarked
package io.decant.backend.cpu;

import org.jspecify.annotations.NullMarked;
