/** Training: solvers, learning rates, snapshots. */
@NullMarked
package io.decant.api.solver;

import org.jspecify.annotations.NullMarked;
