/** Device memory as a cache of host memory: planners, tiers and residency managers. */
@NullMarked
package io.decant.tiering;

import org.jspecify.annotations.NullMarked;
