/** Memory management without large-model support. */
@NullMarked
package io.decant.api.memory;

import org.jspecify.annotations.NullMarked;
