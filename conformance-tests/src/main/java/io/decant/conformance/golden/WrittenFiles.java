package io.decant.conformance.golden;

import io.decant.data.DataException;
import io.decant.data.hdf5.Hdf5Dataset;
import io.decant.data.hdf5.Hdf5File;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.io.BlobData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The HDF5 files that a case's net writes: made in a copy of its folder, compared with Caffe's. */
final class WrittenFiles {
  private static final double TOLERANCE = 1e-5;

  private final List<String> names;

  WrittenFiles(NetParameter net) {
    names =
        net.getLayerList().stream()
            .filter(LayerParameter::hasHdf5OutputParam)
            .map(layer -> layer.getHdf5OutputParam().getFileName())
            .toList();
  }

  /** Returns whether the net writes nothing. */
  boolean isEmpty() {
    return names.isEmpty();
  }

  /** Copies what the net needs, and not what it writes. */
  void copyOthers(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(file -> !file.equals(from)).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectory(target);
        } else if (!names.contains(from.relativize(file).toString())) {
          Files.copy(file, target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compares what was written below a folder with what Caffe wrote. */
  void compare(GoldenCase golden, Path written, Comparison comparison) {
    for (String name : names) {
      try {
        Map<String, BlobData> expected = read(golden.file(name));
        Map<String, BlobData> actual = read(written.resolve(name));
        comparison.number(name + " datasets", actual.size(), expected.size(), 0);
        for (Map.Entry<String, BlobData> dataset : expected.entrySet()) {
          compare(name, dataset.getKey(), actual, dataset.getValue(), comparison);
        }
      } catch (DataException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
    }
  }

  private static void compare(
      String file,
      String name,
      Map<String, BlobData> found,
      BlobData expected,
      Comparison comparison) {
    String what = file + " " + name;
    BlobData actual = found.getOrDefault(name, new BlobData(new long[] {0}, new float[0]));
    comparison.number(what + " axes", actual.shape().length, expected.shape().length, 0);
    for (int i = 0; i < Math.min(actual.shape().length, expected.shape().length); i++) {
      comparison.number(what + " axis " + i, actual.shape()[i], expected.shape()[i], 0);
    }
    double largest = 0;
    for (float value : expected.data()) {
      largest = Math.max(largest, Math.abs(value));
    }
    comparison.values(what, actual.data(), expected.data(), 1e-7 + TOLERANCE * largest);
  }

  private static Map<String, BlobData> read(Path path) throws DataException {
    Map<String, BlobData> datasets = new TreeMap<>();
    try (Hdf5File file = Hdf5File.open(path)) {
      for (String name : file.names()) {
        Hdf5Dataset dataset = file.dataset(name);
        datasets.put(name, new BlobData(dataset.shape().toArray(), dataset.read()));
      }
    }
    return datasets;
  }
}
