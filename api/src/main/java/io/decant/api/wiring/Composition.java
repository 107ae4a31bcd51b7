package io.decant.api.wiring;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import io.decant.api.backend.DeviceRequest;
import io.decant.api.engine.Engine;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.op.ComputeMode;

/** Makes an engine. */
public final class Composition {
  private Composition() {}

  /**
   * Opens an engine; errors are those of its parts.
   *
   * @param request which device
   * @param memory how its memory is used
   * @param prepare what limits operators
   * @param precision the arithmetic of matrix products and convolutions
   */
  public static Engine engine(
      DeviceRequest request, MemoryOptions memory, PrepareOptions prepare, ComputeMode precision) {
    try {
      return Guice.createInjector(
              Stage.DEVELOPMENT, new DecantModule(request, memory, prepare, precision))
          .getInstance(Engine.class);
    } catch (ProvisionException | CreationException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
