/** What a net needs of memory, found without running it. */
@NullMarked
package io.decant.api.forecast;

import org.jspecify.annotations.NullMarked;
