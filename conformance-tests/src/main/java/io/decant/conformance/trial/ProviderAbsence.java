package io.decant.conformance.trial;

import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.BackendUnavailableException;
import io.decant.spi.device.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A process in which a backend cannot be used: its environment hides the driver, or has a broken
 * one.
 */
public final class ProviderAbsence {
  private static final int ROUNDS = 3;

  private ProviderAbsence() {}

  /** What the process runs: asks the provider for everything, and says what came of it. */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    BackendProvider provider =
        Class.forName(arguments[0])
            .asSubclass(BackendProvider.class)
            .getDeclaredConstructor()
            .newInstance();
    for (int round = 0; round < ROUNDS; round++) {
      System.out.println(provider.availability());
      System.out.println("devices: " + provider.devices().size());
      try (Device device = provider.open(0, KitContext.unlimited())) {
        System.out.println("opened " + device.info());
      } catch (BackendUnavailableException e) {
        System.out.println("refused: " + e.getMessage());
      }
    }
  }

  /**
   * Asks a provider three times, and checks that it has no device and refuses to open one, each
   * time for the same reason.
   *
   * @param folder where the process may leave files
   * @param environment of the process
   * @param cause how the reason begins
   * @param remedy what the refusal advises
   * @throws AssertionError otherwise, with what the process wrote
   */
  public static void check(
      BackendProvider provider,
      Path folder,
      Map<String, String> environment,
      String cause,
      String remedy)
      throws IOException, InterruptedException {
    String said =
        JavaProcess.run(
            folder,
            environment,
            JavaProcess.classPath(),
            List.of(),
            ProviderAbsence.class,
            provider.getClass().getName());
    String refusal = "refused: backend '" + provider.name() + "' cannot be used: " + cause;
    if (count(said, "devices: 0") != ROUNDS
        || count(said, refusal) != ROUNDS
        || !said.contains(remedy)) {
      throw new AssertionError("wanted: " + refusal + " ... " + remedy + "; it said:\n" + said);
    }
  }

  private static long count(String said, String begin) {
    return said.lines().filter(line -> line.startsWith(begin)).count();
  }
}
