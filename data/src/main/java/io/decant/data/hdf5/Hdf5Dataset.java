package io.decant.data.hdf5;

import io.decant.data.DataException;
import io.decant.spi.op.Shape;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.dataset.DatasetBase;
import io.jhdf.storage.HdfBackingStorage;
import java.util.Arrays;

/** A dataset of numbers in an open file. For one thread at a time. */
public final class Hdf5Dataset {
  /** Bytes that are mapped at a time. */
  private static final int WINDOW = 1 << 28;

  /** Numbers that a dataset may have whose file stores none of them. */
  private static final int MOST_UNSTORED = 1 << 20;

  /** Numbers that a byte of a file can hold when they are compressed. */
  private static final long MOST_OF_A_BYTE = 1032;

  private final String where;
  private final Dataset dataset;
  private final HdfBackingStorage storage;
  private final Numbers numbers;
  private final Shape shape;

  Hdf5Dataset(String where, Dataset dataset, Numbers numbers) {
    this.where = where;
    this.dataset = dataset;
    this.storage = dataset.getHdfFile().getHdfBackingStorage();
    this.numbers = numbers;
    this.shape = Shape.of(Arrays.stream(dataset.getDimensions()).asLongStream().toArray());
  }

  /** Returns its extents, the outermost first. */
  public Shape shape() {
    return shape;
  }

  /** Names the dataset and its file, for errors. */
  public String where() {
    return where;
  }

  /**
   * Reads all of it.
   *
   * @return the numbers, the last axis running fastest
   * @throws DataException when the file is damaged, or the dataset larger than Java's arrays or
   *     memory
   */
  public float[] read() throws DataException {
    if (shape.count() > Integer.MAX_VALUE - 8) {
      throw new DataException(
          "cannot read %s: it holds %,d numbers, %,d at most are possible; split it"
              .formatted(where, shape.count(), Integer.MAX_VALUE - 8));
    }
    return Hdf5File.guarded(where, this::load);
  }

  private float[] load() {
    if (dataset instanceof ContiguousDataset contiguous && !dataset.isEmpty()) {
      long begin = contiguous.getDataAddress() + storage.getUserBlockSize();
      long bytes = Math.multiplyExact(shape.count(), numbers.size());
      if (begin < 0 || bytes > storage.size() - begin) {
        throw new IllegalArgumentException("its data are not in the file");
      }
    }
    if (dataset.isEmpty() && shape.count() > MOST_UNSTORED) {
      throw new IllegalArgumentException("the file stores none of its numbers");
    }
    if (!(dataset instanceof ContiguousDataset)
        && shape.count() - MOST_UNSTORED > MOST_OF_A_BYTE * storage.size()) {
      throw new IllegalArgumentException("the file is too small for its numbers");
    }
    float[] values = new float[(int) shape.count()];
    if (values.length == 0) {
      return values;
    }
    if (dataset.isEmpty()) {
      if (dataset.getFillValue() instanceof Number fill) {
        Arrays.fill(values, fill.floatValue());
      }
    } else if (dataset instanceof ContiguousDataset contiguous) {
      int step = WINDOW / numbers.size();
      for (int first = 0; first < values.length; first += Math.min(step, values.length - first)) {
        int count = Math.min(step, values.length - first);
        long address = contiguous.getDataAddress() + (long) first * numbers.size();
        numbers.read(storage.map(address, (long) count * numbers.size()), values, first, count);
      }
    } else {
      numbers.read(((DatasetBase) dataset).getDataBuffer(), values, 0, values.length);
    }
    return values;
  }
}
