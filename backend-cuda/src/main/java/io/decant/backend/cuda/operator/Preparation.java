package io.decant.backend.cuda.operator;

import io.decant.spi.device.Executable;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.OpSpec;
import java.util.Optional;

/** Prepares operators, as {@link io.decant.spi.device.Device#prepare} does. Thread-safe. */
public interface Preparation {
  /** Returns the executable, or empty when the operator is not known. */
  Optional<Executable> prepare(OpSpec spec, PrepareOptions options);
}
