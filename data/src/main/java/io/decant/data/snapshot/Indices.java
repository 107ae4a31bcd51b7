package io.decant.data.snapshot;

import io.decant.data.DataException;
import io.decant.data.hdf5.Hdf5Dataset;
import io.decant.data.hdf5.Hdf5Entry;
import io.decant.data.hdf5.Hdf5File;
import io.decant.proto.io.BlobData;
import java.util.Set;
import java.util.TreeSet;

/** The blobs of a group: datasets that are named by their indices. */
final class Indices {
  /** More than any layer or solver has. */
  private static final int MOST = 999_999;

  private Indices() {}

  /** Returns the indices of the datasets in a group, ascending. */
  static Set<Integer> of(Hdf5File file, String group) throws DataException {
    Set<Integer> indices = new TreeSet<>();
    for (Hdf5Entry entry : file.entries(group)) {
      if (entry.kind() == Hdf5Entry.Kind.DATASET) {
        if (!entry.name().matches("0|[1-9][0-9]{0,5}")) {
          throw new DataException(
              "cannot read %s: dataset '%s' is no blob; blobs are named 0 to %d"
                  .formatted(file.path(), entry.path(), MOST));
        }
        indices.add(Integer.valueOf(entry.name()));
      }
    }
    return indices;
  }

  static BlobData read(Hdf5File file, String group, int index) throws DataException {
    Hdf5Dataset dataset = file.dataset(group + "/" + index);
    return new BlobData(dataset.shape().toArray(), dataset.read());
  }
}
