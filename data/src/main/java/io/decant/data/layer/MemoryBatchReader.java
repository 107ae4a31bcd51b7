package io.decant.data.layer;

import io.decant.api.layer.DataShare;
import io.decant.data.DataException;
import io.decant.data.image.ImageShape;
import io.decant.spi.op.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.LongFunction;

/** Batches of what a program has given. */
final class MemoryBatchReader implements BatchReader {
  private final String layer;
  private final int batch;
  private final ImageShape shape;
  private final DataShare share;
  private LongFunction<float[]> records = seed -> new float[0];
  private float[] data = {};
  private float[] labels = {};
  private long seed;
  private long position;

  MemoryBatchReader(String layer, int batch, ImageShape shape, DataShare share, long seed) {
    this.layer = layer;
    this.batch = batch;
    this.shape = shape;
    this.share = share;
    this.seed = seed;
  }

  /** Returns whether no data were given yet. */
  boolean isEmpty() {
    return labels.length == 0;
  }

  /**
   * Takes other data; while no thread reads.
   *
   * @param newRecords gives the values of all records, transformed with a seed
   */
  void data(LongFunction<float[]> newRecords, float[] newLabels) {
    records = newRecords;
    data = newRecords.apply(seed);
    labels = newLabels;
  }

  @Override
  public List<Shape> shapes() {
    return List.of(
        Shape.of(batch, shape.channels(), shape.height(), shape.width()), Shape.of(batch));
  }

  @Override
  public void reseed(long newSeed) {
    seed = newSeed;
    data = records.apply(newSeed);
  }

  @Override
  public void seek(long record) {
    position = record;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void read(List<FloatBuffer> tensors) throws DataException {
    if (labels.length == 0) {
      throw new DataException(
          "layer '" + layer + "' has no data yet; give it some by MemoryData.reset");
    }
    int length = (int) shape.values();
    for (int i = 0; i < batch; i++) {
      int record = (int) (share.global(position + i) % labels.length);
      tensors.get(0).put(data, record * length, length);
      tensors.get(1).put(labels[record]);
    }
    position += batch;
  }
}
