/** What a user programs: blobs, layers, nets and solvers. */
@NullMarked
package io.decant.api;

import org.jspecify.annotations.NullMarked;
