package io.decant.data.layer;

import io.decant.api.layer.DataShare;
import io.decant.data.DataException;
import io.decant.data.image.ImageShape;
import io.decant.spi.op.Shape;
import java.nio.FloatBuffer;
import java.util.List;

/** Batches of what a program has given. */
final class MemoryBatchReader implements BatchReader {
  private final String layer;
  private final int batch;
  private final ImageShape shape;
  private final DataShare share;
  private float[] data = {};
  private float[] labels = {};
  private long position;

  MemoryBatchReader(String layer, int batch, ImageShape shape, DataShare share) {
    this.layer = layer;
    this.batch = batch;
    this.shape = shape;
    this.share = share;
  }

  /** Returns whether no data were given yet. */
  boolean isEmpty() {
    return labels.length == 0;
  }

  /** Takes other data; while no thread reads. */
  void data(float[] newData, float[] newLabels) {
    data = newData;
    labels = newLabels;
  }

  @Override
  public List<Shape> shapes() {
    return List.of(
        Shape.of(batch, shape.channels(), shape.height(), shape.width()), Shape.of(batch));
  }

  /** Does nothing: data in memory have no random order. */
  @Override
  public void reseed(long seed) {}

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
