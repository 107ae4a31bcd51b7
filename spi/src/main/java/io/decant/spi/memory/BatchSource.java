package io.decant.spi.memory;

import io.decant.spi.device.HostMemory;
import java.io.IOException;
import java.util.List;
import java.util.function.LongFunction;

/**
 * A supply of batches, usually prepared ahead on a thread of its own. {@link #start}, {@link #next}
 * and {@link #close} are called by one thread at a time.
 */
public interface BatchSource extends AutoCloseable {
  /**
   * Called once, before the first {@link #next}.
   *
   * @param pinned allocates host memory that the device reads at full speed, of the given bytes;
   *     the source closes it
   */
  void start(LongFunction<HostMemory> pinned);

  /**
   * Returns the next batch, waiting for it if necessary.
   *
   * @throws IOException when it cannot be read; the message names the source and the record
   */
  Batch next() throws IOException;

  /** Stops preparing and releases everything. */
  @Override
  void close();

  /** A batch in host memory, lent until it is released. */
  interface Batch {
    /** Returns a tensor for each operand of the operator, dense. */
    List<HostTensor> tensors();

    /** Gives the memory back; called once, by any thread, when it has been copied. */
    void release();
  }
}
