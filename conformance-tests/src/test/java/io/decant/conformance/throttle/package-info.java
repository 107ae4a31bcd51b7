/** The throttled device keeps its own time. */
@NullMarked
package io.decant.conformance.throttle;

import org.jspecify.annotations.NullMarked;
