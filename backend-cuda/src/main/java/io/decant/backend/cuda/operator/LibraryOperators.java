package io.decant.backend.cuda.operator;

import io.decant.spi.device.Executable;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.OpSpec;
import java.util.Optional;
import java.util.Set;

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
        public Set<ComputeMode> computeModes() {
          return Set.of();
        }

        @Override
        public void close() {}
      };

  /**
   * Prepares an operator, as {@link io.decant.spi.device.Device#prepare} asks for it.
   *
   * @return the executable, or empty where the shared kernels are to compute it
   */
  Optional<Executable> prepare(OpSpec spec, PrepareOptions options);

  /** Returns the arithmetics that libraries add to those of the shared kernels. */
  Set<ComputeMode> computeModes();

  /** Releases the libraries, behind all work. */
  @Override
  void close();
}
