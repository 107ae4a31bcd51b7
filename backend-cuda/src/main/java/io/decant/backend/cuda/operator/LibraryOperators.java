package io.decant.backend.cuda.operator;

import io.decant.spi.device.BackendContext;
import io.decant.spi.device.Executable;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.OpSpec;
import java.util.Optional;
import java.util.OptionalDouble;

/** Operators that libraries compute faster than the shared kernels. Thread-safe. */
public interface LibraryOperators extends AutoCloseable {
  /** No libraries: the shared kernels compute everything. */
  LibraryOperators NONE =
      new LibraryOperators() {
        @Override
        public Optional<Executable> prepare(OpSpec spec, PrepareOptions options) {
          return Optional.empty();
        }

        @Override
        public OptionalDouble seconds(OpSpec spec, PrepareOptions options) {
          return OptionalDouble.empty();
        }

        @Override
        public void close() {}
      };

  /**
   * Opens the libraries that can be used, and tells the listener which these are.
   *
   * @param device with its context current
   * @param kernels the shared kernels
   * @param name the device's
   */
  static LibraryOperators open(
      NativeDevice device, Preparation kernels, String name, BackendContext context) {
    return new LibraryLoading(device, kernels, name, context).open();
  }

  /**
   * Prepares an operator, as {@link io.decant.spi.device.Device#prepare} asks for it.
   *
   * @return the executable, or empty where the shared kernels are to compute it
   */
  Optional<Executable> prepare(OpSpec spec, PrepareOptions options);

  /** Returns how long an operator takes, as {@link io.decant.spi.device.Device#seconds} does. */
  OptionalDouble seconds(OpSpec spec, PrepareOptions options);

  /** Releases the libraries, behind all work. */
  @Override
  void close();
}
