package io.decant.conformance.wrapper;

import example.minimal.MinimalProvider;
import io.decant.spi.device.BackendProvider;

/** A device that is watched keeps every rule, and the rules' own tests are free of races. */
class HappensBeforeConformanceTest implements WrappedContract {
  @Override
  public BackendProvider provider() {
    return new WrappingProvider(new MinimalProvider(), HappensBefore::new);
  }
}
