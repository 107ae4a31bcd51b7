package io.decant.api.wiring;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import io.decant.api.DecantConfig;
import io.decant.api.engine.Engine;

/** Makes an engine from a configuration. */
public final class Composition {
  private Composition() {}

  /** Opens the engine that a configuration asks for; errors are those of its parts. */
  public static Engine engine(DecantConfig config) {
    try {
      return Guice.createInjector(Stage.DEVELOPMENT, new DecantModule(config))
          .getInstance(Engine.class);
    } catch (ProvisionException | CreationException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
