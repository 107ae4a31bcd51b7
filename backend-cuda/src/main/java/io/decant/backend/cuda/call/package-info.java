/** The driver API, with every result checked. Internal. */
@NullMarked
package io.decant.backend.cuda.call;

import org.jspecify.annotations.NullMarked;
