/**
 * Weights and solver states in HDF5. Source: Caffe's Net::ToHDF5, Net::CopyTrainedLayersFromHDF5
 * and SGDSolver.
 */
@NullMarked
package io.decant.data.snapshot;

import org.jspecify.annotations.NullMarked;
