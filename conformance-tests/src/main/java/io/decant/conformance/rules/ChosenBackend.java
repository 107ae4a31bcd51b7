package io.decant.conformance.rules;

import io.decant.api.backend.Backends;
import io.decant.spi.device.BackendProvider;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The claim about a backend of the class path that is chosen when the rules are run: by the
 * launcher's configuration parameters {@value #BACKEND} and {@value #DEVICE}.
 */
@ExtendWith(ChosenBackend.Configuration.class)
final class ChosenBackend implements BackendContract {
  static final String BACKEND = "decant.conformance.backend";
  static final String DEVICE = "decant.conformance.device";

  private final Choice choice;

  /** What was chosen. */
  record Choice(BackendProvider provider, int device) {}

  ChosenBackend(Choice choice) {
    this.choice = choice;
  }

  @Override
  public BackendProvider provider() {
    return choice.provider;
  }

  @Override
  public int deviceIndex() {
    return choice.device;
  }

  /** Finds the choice in the launcher's configuration. */
  static final class Configuration implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Choice.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      String name = context.getConfigurationParameter(BACKEND).orElse("");
      return new Choice(
          Backends.find()
              .named(name)
              .orElseThrow(
                  () -> new IllegalArgumentException("there is no backend named '" + name + "'"))
              .provider(),
          context.getConfigurationParameter(DEVICE, Integer::valueOf).orElse(0));
    }
  }
}
