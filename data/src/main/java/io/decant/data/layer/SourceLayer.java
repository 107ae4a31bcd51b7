package io.decant.data.layer;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.BlobCount;
import io.decant.api.layer.ClosableLayer;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.Positioned;
import io.decant.api.layer.Reseedable;
import io.decant.api.layer.SimpleLayer;
import io.decant.spi.memory.SourceOp;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Operand;
import io.decant.spi.op.Shape;
import java.util.ArrayList;
import java.util.List;

/** A layer without bottoms whose tops are batches that a thread reads ahead. */
abstract class SourceLayer extends SimpleLayer implements ClosableLayer, Positioned, Reseedable {
  private static final long LARGEST_BATCH = 1L << 28;

  private final PrefetchingSource source;

  /**
   * Creates a layer.
   *
   * @param source closed with the layer; its first batches' tensors are the tops
   */
  SourceLayer(LayerConfig config, BlobCount tops, PrefetchingSource source) {
    super(config, BlobCount.exactly(0), tops);
    this.source = source;
  }

  /** Refuses sizes that no batch can have. */
  static void checkBatchSize(LayerConfig config, String message, int batchSize) {
    if (batchSize < 1) {
      throw config.error(
          message,
          "batch_size",
          message
              + ".batch_size is "
              + Integer.toUnsignedString(batchSize)
              + "; 1 to "
              + Integer.MAX_VALUE
              + " are allowed");
    }
  }

  /**
   * Makes a source of records that are decoded by several threads.
   *
   * @param skips whether records that cannot be decoded are left out, counted and logged
   */
  static PrefetchingSource source(
      LayerConfig config, String message, RawRecords records, int batch, boolean skips, int slots) {
    SkippedRecords skipped = skips ? new SkippedRecords(config.name()) : null;
    return source(
        config, message, new RecordBatchReader(config.name(), records, batch, skipped), slots);
  }

  /** Makes a source of what a reader reads, after checking that its batches have a size to hold. */
  static PrefetchingSource source(
      LayerConfig config, String message, BatchReader reader, int slots) {
    for (Shape shape : reader.shapes()) {
      if (shape.count() > LARGEST_BATCH) {
        throw config.error(
            message,
            "batch_size",
            "a batch would have %,d values, %,d at most are allowed; reduce %s.batch_size"
                .formatted(shape.count(), LARGEST_BATCH, message));
      }
    }
    return new PrefetchingSource(config.name(), reader, slots);
  }

  @Override
  public final void reshape(LayerSetup setup) {
    for (int i = 0; i < setup.tops(); i++) {
      setup.top(i, source.shapes().get(i));
    }
  }

  @Override
  public final void forward(ForwardPass pass) {
    List<Operand> operands = new ArrayList<>();
    Tensor[] tops = new Tensor[pass.tops()];
    for (int i = 0; i < tops.length; i++) {
      operands.add(Operand.write(config().parameter().getTop(i), pass.topShape(i).toArray()));
      tops[i] = pass.top(i);
    }
    pass.emit(new SourceOp("read", operands, source), tops);
  }

  @Override
  public final void backward(BackwardPass pass) {}

  @Override
  public final long position() {
    return source.position();
  }

  @Override
  public final void seek(long position) {
    source.seek(position);
  }

  /** Goes to a position, after changing what the reader reads. */
  final void change(long position, Runnable change) {
    source.change(position, change);
  }

  @Override
  public final void reseed(long seed) {
    source.reseed(seed);
  }

  @Override
  public void close() {
    source.close();
  }
}
