package io.decant.spi.memory;

import io.decant.spi.device.View;

/**
 * The right to use blocks on the compute stream: they stay where they are until the lease is
 * closed, which happens once the work that uses them has been enqueued.
 */
public interface Lease extends AutoCloseable {
  /** Returns where a region of a leased block is. */
  View view(Region region);

  @Override
  void close();
}
