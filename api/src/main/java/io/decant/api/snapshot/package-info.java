/**
 * The formats of weights and of solver states. BINARYPROTO is built in; others are {@link
 * io.decant.api.snapshot.SnapshotFormat} services of other jars, as HDF5 is one of decant-data.
 */
@NullMarked
package io.decant.api.snapshot;

import org.jspecify.annotations.NullMarked;
