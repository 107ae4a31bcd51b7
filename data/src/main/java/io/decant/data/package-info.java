/** Data sources, found by {@link java.util.ServiceLoader}. */
@NullMarked
package io.decant.data;

import org.jspecify.annotations.NullMarked;
