package io.decant.conformance.tiering;

import io.decant.conformance.wrapper.Access;
import io.decant.conformance.wrapper.Instrument;
import io.decant.conformance.wrapper.Operation;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.View;
import io.decant.spi.op.OpSpec;
import java.util.List;

/** Counts what a device is asked to do. Thread-safe. */
public final class DeviceCounts implements Instrument {
  /**
   * What a device was asked to do.
   *
   * @param operators operators enqueued
   * @param bytesIn bytes copied from the host
   * @param bytesOut bytes copied to the host
   */
  public record Counts(long operators, long bytesIn, long bytesOut) {
    /** Returns what was asked for since some earlier time. */
    public Counts since(Counts earlier) {
      return new Counts(
          operators - earlier.operators, bytesIn - earlier.bytesIn, bytesOut - earlier.bytesOut);
    }
  }

  private long operators;
  private long bytesIn;
  private long bytesOut;

  /** Begins at zero. */
  public DeviceCounts() {}

  /** Returns the counts so far. */
  public synchronized Counts now() {
    return new Counts(operators, bytesIn, bytesOut);
  }

  @Override
  public synchronized void beforeOperator(
      DeviceStream stream, OpSpec spec, List<View> operands, List<View> workspace) {
    operators++;
  }

  @Override
  public synchronized void enqueued(int stream, Operation operation) {
    for (Access access : operation.accesses()) {
      if (access.slab() == null) {
        long bytes = access.region().rows() * access.region().rowBytes();
        bytesIn += access.write() ? 0 : bytes;
        bytesOut += access.write() ? bytes : 0;
      }
    }
  }
}
