/** The engine on wrapped devices. */
@NullMarked
package io.decant.conformance.engine;

import org.jspecify.annotations.NullMarked;
