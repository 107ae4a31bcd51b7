package io.decant.spi.device;

import java.util.List;

/** A prepared operator. Thread-safe; owned by whoever prepared it. */
public interface Executable extends AutoCloseable {
  /**
   * Returns the bytes of scratch that {@link #enqueue} needs; within the limit it was prepared
   * with.
   */
  long workspaceBytes();

  /**
   * Enqueues the operator and returns without waiting for it.
   *
   * @param stream where, a stream of the device that prepared this
   * @param operands a view for each operand of the spec, in its order and of its geometry
   * @param workspace a view of {@link #workspaceBytes} bytes behind the operands' list when that is
   *     not 0, else an empty list; contents undefined before and after
   * @throws DeviceException when enqueuing fails; failures of the operator itself surface when the
   *     stream is waited for
   */
  void enqueue(DeviceStream stream, List<View> operands, List<View> workspace);

  @Override
  default void close() {}
}
