package io.decant.conformance.wrapper;

import example.minimal.MinimalProvider;
import io.decant.conformance.rules.BackendContract;
import io.decant.spi.device.BackendProvider;

/** A device that is watched keeps every rule, and the rules' own tests are free of races. */
class HappensBeforeConformanceTest implements BackendContract {
  @Override
  public BackendProvider provider() {
    return new WrappingProvider(new MinimalProvider(), HappensBefore::new);
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
