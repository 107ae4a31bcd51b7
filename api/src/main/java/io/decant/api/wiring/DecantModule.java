package io.decant.api.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.decant.api.backend.BackendSelection;
import io.decant.api.backend.Backends;
import io.decant.api.backend.DeviceChoice;
import io.decant.api.backend.DeviceRequest;
import io.decant.api.backend.EngineContext;
import io.decant.api.backend.Fallbacks;
import io.decant.api.engine.Engine;
import io.decant.api.engine.EngineConfig;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.op.ComputeMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the parts are made. */
final class DecantModule extends AbstractModule {
  private static final Logger LOG = LoggerFactory.getLogger(Backends.class);

  private final DeviceRequest request;
  private final MemoryOptions memory;
  private final PrepareOptions prepare;
  private final ComputeMode precision;

  DecantModule(
      DeviceRequest request, MemoryOptions memory, PrepareOptions prepare, ComputeMode precision) {
    this.request = request;
    this.memory = memory;
    this.prepare = prepare;
    this.precision = precision;
  }

  @Provides
  @Singleton
  Backends backends() {
    return Backends.find();
  }

  @Provides
  @Singleton
  DeviceChoice choice(Backends backends) {
    DeviceChoice choice;
    try {
      choice = new BackendSelection(backends).choose(request);
    } finally {
      backends.all().forEach(backend -> LOG.info("Found {}", backend.describeAsKnown()));
      backends.broken().forEach(LOG::warn);
    }
    choice.warnings().forEach(LOG::warn);
    LOG.info("Using {}", choice.describe());
    return choice;
  }

  @Provides
  @Singleton
  Engine engine(DeviceChoice choice) {
    return Engine.open(
        new EngineConfig(
            choice.backend(),
            choice.device(),
            new EngineContext(memory.deviceMemory()),
            memory,
            prepare,
            precision,
            Fallbacks.configured(choice.backend().name())));
  }
}
