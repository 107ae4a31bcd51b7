package io.decant.backend.cuda.operator;

import io.decant.kernels.KernelOperators;
import io.decant.spi.device.Executable;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.OpSpec;
import java.util.Optional;

/** Prepares operators, as {@link io.decant.spi.device.Device#prepare} does. Thread-safe. */
public interface Preparation {
  /** Returns the executable, or empty when the operator is not known. */
  Optional<Executable> prepare(OpSpec spec, PrepareOptions options);

  /** Returns whether {@link #prepare} has an executable. */
  boolean offers(OpSpec spec, PrepareOptions options);

  /**
   * Returns the preparation of the shared kernels, which are compiled by {@link #prepare} alone.
   */
  static Preparation of(KernelOperators kernels) {
    return new Preparation() {
      @Override
      public Optional<Executable> prepare(OpSpec spec, PrepareOptions options) {
        return kernels.prepare(spec, options);
      }

      @Override
      public boolean offers(OpSpec spec, PrepareOptions options) {
        return kernels.offers(spec, options);
      }
    };
  }
}
