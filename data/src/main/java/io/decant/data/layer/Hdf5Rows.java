package io.decant.data.layer;

import io.decant.data.DataException;
import io.decant.data.hdf5.Hdf5Dataset;
import io.decant.data.hdf5.Hdf5File;
import io.decant.spi.op.Shape;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Datasets of several files: those of a name have the same shape in all of them but for the number
 * of rows, in which those of a file agree. One file is in memory at a time. Not thread-safe.
 */
final class Hdf5Rows {
  private final List<Path> files;
  private final List<String> names;
  private final List<Shape> shapes = new ArrayList<>();
  private final int[] rows;
  private final List<float[]> values = new ArrayList<>();
  private int loaded = -1;

  /**
   * Looks into every file, without reading its data.
   *
   * @throws DataException naming file and dataset when they do not fit together
   */
  Hdf5Rows(List<Path> files, List<String> names) throws DataException {
    this.files = files;
    this.names = names;
    this.rows = new int[files.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = look(files.get(i));
    }
  }

  private int look(Path path) throws DataException {
    try (Hdf5File file = Hdf5File.open(path)) {
      Shape first = null;
      for (int i = 0; i < names.size(); i++) {
        Hdf5Dataset dataset = file.dataset(names.get(i));
        Shape shape = dataset.shape();
        checkShape(dataset);
        if (first != null && shape.dim(0) != first.dim(0)) {
          throw new DataException(
              "%s has %,d rows, but dataset '%s' has %,d; all must have as many"
                  .formatted(dataset.where(), shape.dim(0), names.get(0), first.dim(0)));
        }
        first = first == null ? shape : first;
        if (shapes.size() == i) {
          shapes.add(shape.with(0, 1));
        } else if (!shapes.get(i).equals(shape.with(0, 1))) {
          throw new DataException(
              "%s has shape %s, but in %s a row has shape %s; rows must be alike in all files"
                  .formatted(dataset.where(), shape, files.get(0), shapes.get(i)));
        }
      }
      return first == null ? 0 : (int) first.dim(0);
    }
  }

  private static void checkShape(Hdf5Dataset dataset) throws DataException {
    Shape shape = dataset.shape();
    if (shape.rank() == 0) {
      throw new DataException(
          dataset.where() + " is a single number; one axis or more are needed, the first for rows");
    }
    if (shape.count() == 0) {
      throw new DataException(
          "%s has %s: its shape is %s"
              .formatted(dataset.where(), shape.dim(0) == 0 ? "no rows" : "empty rows", shape));
    }
  }

  /** Returns the number of rows of each file. */
  int[] rows() {
    return rows.clone();
  }

  /** Returns the shape of so many rows of each dataset. */
  List<Shape> shapes(int count) {
    return shapes.stream().map(shape -> shape.with(0, count)).toList();
  }

  /** Copies a row of each dataset. */
  void copy(int file, int row, List<FloatBuffer> targets) throws DataException {
    if (loaded != file) {
      load(file);
    }
    for (int i = 0; i < values.size(); i++) {
      int length = (int) shapes.get(i).count();
      targets.get(i).put(values.get(i), row * length, length);
    }
  }

  private void load(int number) throws DataException {
    loaded = -1;
    values.clear();
    try (Hdf5File file = Hdf5File.open(files.get(number))) {
      for (int i = 0; i < names.size(); i++) {
        Hdf5Dataset dataset = file.dataset(names.get(i));
        Shape expected = shapes.get(i).with(0, rows[number]);
        if (!dataset.shape().equals(expected)) {
          throw new DataException(
              "%s had shape %s at the start, and has %s now; files must stay as they are"
                  .formatted(dataset.where(), expected, dataset.shape()));
        }
        values.add(dataset.read());
      }
    }
    loaded = number;
  }
}
