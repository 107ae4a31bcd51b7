package io.decant.data.layer;

import io.decant.api.layer.DataShare;
import io.decant.data.DataException;
import io.decant.spi.op.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Batches of rows of HDF5 files; a batch goes on in the next file where one ends. */
final class Hdf5BatchReader implements BatchReader {
  private final Hdf5Rows rows;
  private final int batch;
  private final boolean shuffles;
  private final DataShare share;
  private long seed;
  private long position;
  private @Nullable RowOrder order;

  /** Creates a reader, to be sent to its first row by {@link #seek}. */
  Hdf5BatchReader(Hdf5Rows rows, int batch, boolean shuffles, long seed, DataShare share) {
    this.rows = rows;
    this.batch = batch;
    this.shuffles = shuffles;
    this.seed = seed;
    this.share = share;
  }

  @Override
  public void reseed(long newSeed) {
    seed = newSeed;
  }

  @Override
  public List<Shape> shapes() {
    return rows.shapes(batch);
  }

  @Override
  public void seek(long record) {
    position = record;
    order = new RowOrder(rows.rows(), shuffles, seed, share.global(record));
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void read(List<FloatBuffer> tensors) throws DataException {
    RowOrder next = Objects.requireNonNull(order, "not sent to a row yet");
    for (int i = 0; i < batch; i++) {
      rows.copy(next.file(), next.row(), tensors);
      next.next(share.count());
    }
    position += batch;
  }
}
