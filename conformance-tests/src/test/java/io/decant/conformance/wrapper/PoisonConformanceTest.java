package io.decant.conformance.wrapper;

import example.minimal.MinimalProvider;
import io.decant.conformance.rules.BackendContract;
import io.decant.spi.device.BackendProvider;

/** A device that is poisoned keeps every rule. */
class PoisonConformanceTest implements BackendContract {
  @Override
  public BackendProvider provider() {
    return new WrappingProvider(new MinimalProvider(), Poison::new);
  }

  @Override
  public int randomCases() {
    return 3;
  }

  @Override
  public int layerVariants() {
    return 1;
  }
}
