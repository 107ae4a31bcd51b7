package io.decant.data.layer;

import io.decant.spi.op.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Batches of records that are decoded by several threads where that pays. What a batch holds does
 * not depend on their number: each record has its place, and where records are left out, the next
 * of the sequence take their places, in order.
 */
final class RecordBatchReader implements BatchReader {
  /** Values of a batch from which on several threads are worth their start. */
  private static final long WORTH = 1 << 20;

  private final RawRecords records;
  private final int batch;
  private final @Nullable SkippedRecords skipped;
  private final boolean parallel;
  private final Workers workers;
  private long position;

  /**
   * Creates a reader, to be sent to its first record by {@link #seek}.
   *
   * @param skipped counts records that cannot be decoded; null when they end the run
   */
  RecordBatchReader(String name, RawRecords records, int batch, @Nullable SkippedRecords skipped) {
    this.records = records;
    this.batch = batch;
    this.skipped = skipped;
    this.workers = new Workers(name);
    long values = 0;
    for (Shape shape : shapes()) {
      values += shape.count();
    }
    this.parallel = batch > 1 && (records.areEncoded() || values >= WORTH);
  }

  @Override
  public List<Shape> shapes() {
    List<Shape> shapes = new ArrayList<>();
    for (Shape shape : records.shapes()) {
      long[] extents = new long[shape.rank() + 1];
      extents[0] = batch;
      System.arraycopy(shape.toArray(), 0, extents, 1, shape.rank());
      shapes.add(Shape.of(extents));
    }
    return shapes;
  }

  @Override
  public void reseed(long seed) {
    records.reseed(seed);
  }

  @Override
  public void seek(long record) throws IOException {
    position = record;
    records.seek(record);
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void read(List<FloatBuffer> tensors) throws IOException {
    int[] places = new int[batch];
    for (int i = 0; i < batch; i++) {
      places[i] = i;
    }
    while (places.length > 0) {
      places = fill(places, tensors);
    }
  }

  /** Puts the next records into these places of the batch; returns the places still to fill. */
  private int[] fill(int[] places, List<FloatBuffer> tensors) throws IOException {
    List<RawRecord> raw = new ArrayList<>(places.length);
    for (int i = 0; i < places.length; i++) {
      raw.add(records.next());
      position++;
    }
    @Nullable IOException[] failures = new IOException[places.length];
    workers.run(
        places.length,
        parallel,
        i -> {
          try {
            raw.get(i).write(part(tensors, places[i]));
          } catch (IOException e) {
            failures[i] = e;
          }
        });
    int[] left = new int[places.length];
    int count = 0;
    for (int i = 0; i < places.length; i++) {
      IOException failure = failures[i];
      if (failure == null) {
        continue;
      }
      if (skipped == null) {
        throw failure;
      }
      skipped.add(failure);
      left[count++] = places[i];
    }
    if (skipped != null && count > 0 && skipped.goneBad(places.length, count) >= records.cycle()) {
      throw skipped.allBad();
    }
    return Arrays.copyOf(left, count);
  }

  private List<FloatBuffer> part(List<FloatBuffer> tensors, int place) {
    List<FloatBuffer> parts = new ArrayList<>(tensors.size());
    for (FloatBuffer tensor : tensors) {
      int length = tensor.capacity() / batch;
      parts.add(tensor.slice(place * length, length));
    }
    return parts;
  }

  @Override
  public void close() {
    workers.close();
  }
}
