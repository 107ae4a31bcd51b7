/** How fast planned runs are, on a throttled device, against what is possible. */
@NullMarked
package io.decant.conformance.planner;

import org.jspecify.annotations.NullMarked;
