/**
 * HDF5 files: numbers of any type are read as float32, with jHDF; files of float32 datasets,
 * numbers and texts in groups are written in the oldest layout, which every version of the HDF5
 * library reads. What reads or writes one throws {@link io.decant.data.DataException} with one line
 * for the user.
 */
@NullMarked
package io.decant.data.hdf5;

import org.jspecify.annotations.NullMarked;
