/** Which backends there are, and which device is used. */
@NullMarked
package io.decant.api.backend;

import org.jspecify.annotations.NullMarked;
