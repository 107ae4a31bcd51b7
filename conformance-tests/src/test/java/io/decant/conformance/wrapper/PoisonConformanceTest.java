package io.decant.conformance.wrapper;

import example.minimal.MinimalProvider;
import io.decant.spi.device.BackendProvider;

/** A device that is poisoned keeps every rule. */
class PoisonConformanceTest implements WrappedContract {
  @Override
  public BackendProvider provider() {
    return new WrappingProvider(new MinimalProvider(), Poison::new);
  }
}
