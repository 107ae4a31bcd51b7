package io.decant.data.snapshot;

import io.decant.data.DataException;
import io.decant.data.hdf5.Hdf5Entry;
import io.decant.data.hdf5.Hdf5File;
import io.decant.proto.io.BlobData;
import io.decant.proto.io.LayerWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads weights: each group below {@code data} that holds datasets, or nothing, is a layer. Used
 * once, by one thread.
 */
final class WeightsReading {
  private static final String DATA = "data";

  /** Deeper, or more groups, than in any net: the groups of a damaged file may hold each other. */
  private static final int DEEPEST = 64;

  private static final int MOST = 1 << 17;

  private final Hdf5File file;
  private final Consumer<LayerWeights> sink;
  private int groups;

  WeightsReading(Hdf5File file, Consumer<LayerWeights> sink) {
    this.file = file;
    this.sink = sink;
  }

  void run() throws DataException {
    List<String> names = file.names();
    if (!names.contains(DATA)) {
      throw new DataException(
          "%s is no caffemodel: it holds no group 'data', but %s".formatted(file.path(), names));
    }
    for (Hdf5Entry entry : file.entries(DATA)) {
      if (entry.kind() == Hdf5Entry.Kind.GROUP) {
        layer(entry.name(), entry.path(), 1);
      }
    }
  }

  private void layer(String name, String group, int depth) throws DataException {
    groups++;
    if (depth > DEEPEST || groups > MOST) {
      throw new DataException(
          "cannot read %s: it is damaged, its groups hold each other".formatted(file.path()));
    }
    Set<Integer> indices = Indices.of(file, group);
    List<BlobData> blobs = new ArrayList<>();
    for (int index : indices) {
      while (blobs.size() < index) {
        blobs.add(BlobData.LEFT_OUT);
      }
      blobs.add(Indices.read(file, group, index));
    }
    boolean leaf = true;
    for (Hdf5Entry entry : file.entries(group)) {
      if (entry.kind() == Hdf5Entry.Kind.GROUP) {
        leaf = false;
        layer(name + "/" + entry.name(), entry.path(), depth + 1);
      }
    }
    if (leaf || !indices.isEmpty()) {
      sink.accept(new LayerWeights(name, blobs));
    }
  }
}
