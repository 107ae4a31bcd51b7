package io.decant.backend.cuda.library;

/**
 * One way in which a library computes one operator. Allocates nothing while it enqueues, so that it
 * can be recorded. Thread-safe; owned by whoever asked for it; closed before its library.
 */
public interface Algorithm extends AutoCloseable {
  /**
   * What the addresses of operands and scratch are multiples of, in bytes. cuDNN may be told of
   * less, but some of its engines fail then.
   */
  int ALIGNMENT = 16;

  /** Returns a name that stands for the same arithmetic as long as the library stays the same. */
  String name();

  /** Returns the bytes of scratch that {@link #enqueue} needs. */
  long workspaceBytes();

  /**
   * Enqueues the operator; the device's context is current.
   *
   * @param stream the native stream
   * @param operands device addresses in the operator's order
   * @param workspace device address of the scratch, a multiple of {@link #ALIGNMENT}, or 0 when
   *     there is none
   * @throws io.decant.spi.device.DeviceException when the library refuses
   */
  void enqueue(long stream, long[] operands, long workspace);

  /** Releases what the library keeps for it. Harmless when closed already. */
  @Override
  void close();
}
