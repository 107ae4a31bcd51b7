/** An open device and everything that runs programs on it. */
@NullMarked
package io.decant.api.engine;

import org.jspecify.annotations.NullMarked;
