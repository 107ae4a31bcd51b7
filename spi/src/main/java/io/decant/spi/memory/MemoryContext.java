package io.decant.spi.memory;

import io.decant.spi.device.BackendListener;
import io.decant.spi.device.Device;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a memory manager works with.
 *
 * @param device whose memory it is
 * @param streams the streams of the run; the manager does not close them
 * @param options what the user asked for
 * @param listener where to say things
 * @param cacheDirectory supplies a folder for what is worth keeping from process to process, which
 *     only this user can read; created on first call; empty where nothing is kept
 */
public record MemoryContext(
    Device device,
    Streams streams,
    MemoryOptions options,
    BackendListener listener,
    Supplier<Optional<Path>> cacheDirectory) {
  /** Creates a context of which nothing is kept from process to process. */
  public MemoryContext(
      Device device, Streams streams, MemoryOptions options, BackendListener listener) {
    this(device, streams, options, listener, Optional::empty);
  }
}
