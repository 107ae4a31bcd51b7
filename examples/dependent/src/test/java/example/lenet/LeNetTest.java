package example.lenet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.decant.spi.device.BackendProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** LeNet learns digits on the backend that was asked for, and no other one is there than chosen. */
class LeNetTest {
  private static final String BACKEND = System.getProperty("decant.backend");

  @Test
  void learnsDigits() throws Exception {
    assumeTrue(
        isThere() || System.getenv("DECANT_REQUIRE_OPENCL") != null,
        "no device for " + BACKEND);
    Path solver = Path.of(System.getProperty("example.output"), "solver.prototxt");
    Files.writeString(
        solver,
        Files.readString(Path.of("examples/mnist/lenet_solver.prototxt"))
            .replaceFirst("test_iter: \\d+", "test_iter: 1")
            .replaceFirst("(?m)^snapshot: \\d+", "snapshot: 0"));
    LeNet.Trained trained = LeNet.train(solver, 60);
    assertTrue(trained.accuracy() > 0.7, trained.toString());
  }

  private static boolean isThere() {
    return ServiceLoader.load(BackendProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .anyMatch(backend -> backend.name().equals(BACKEND) && backend.availability().available());
  }

  @Test
  void hasTheBackendsOfItsDependencies() {
    Set<String> names =
        ServiceLoader.load(BackendProvider.class).stream()
            .map(provider -> provider.get().name())
            .collect(Collectors.toSet());
    assertEquals(BACKEND.equals("cpu") ? Set.of("cpu") : Set.of("cpu", BACKEND), names);
  }
}
