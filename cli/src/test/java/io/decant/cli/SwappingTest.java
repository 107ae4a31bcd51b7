package io.decant.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.BackendProvider;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Backends come and go by their jars alone: on the class path and in the folder plugins, one beside
 * another, broken ones beside good ones, and those for other versions of the SPI. Whatever cannot
 * be used is named, and why.
 */
class SwappingTest {
  /** The smallest backend of its time, compiled against version 1 of the SPI. */
  private static final String OLD = "backend-of-spi-1.jar";

  @TempDir Path temporary;

  private Path plugins;
  private Program program;

  @BeforeEach
  void folder() throws IOException {
    plugins = Files.createDirectory(temporary.resolve("plugins"));
    program = new Program(temporary);
    program.alsoOnClassPath(plugins + File.separator + "*");
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aJarIsFoundOnTheClassPathAsInPlugins(boolean plugin) throws Exception {
    Path jar = (plugin ? plugins : temporary).resolve("toy.jar");
    ToyBackend.GOOD.jar(jar);
    if (!plugin) {
      program.alsoOnClassPath(jar.toString());
    }
    String all = query();
    assertTrue(all.contains("Found backend 'toy', version unknown, from toy.jar: 1 device"), all);
    assertTrue(all.contains("Found backend 'cpu', "), all);
  }

  @Test
  void twoBackendsAreFoundBesideEachOther() throws Exception {
    ToyBackend.GOOD.jar(plugins.resolve("toy.jar"));
    old();
    String all = query();
    assertTrue(all.contains("Found backend 'toy', version unknown, from toy.jar: 1 device"), all);
    assertTrue(all.contains("from backend-of-spi-1.jar: 1 device"), all);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "example.Gone | a backend could not be loaded: .*example.Gone",
        "no class name! | a backend could not be loaded: .*Illegal .*",
        "io.decant.cli.Main | a backend could not be loaded: .*io.decant.cli.Main not a subtype.*",
      })
  void aWrongServiceFileIsNamed(String service, String message) throws Exception {
    ToyBackend.service(plugins.resolve("broken.jar"), service);
    old();
    String all = query();
    assertTrue(all.matches("(?s).*" + message + ".*"), all);
    assertTrue(all.contains("from backend-of-spi-1.jar: 1 device"), all);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "public Toy() { throw new IllegalStateException(\"no wood\"); } | Availability.yes()"
            + " | a backend could not be loaded: .*example.Toy.*no wood",
        "static final int N = Integer.parseInt(\"wood\"); | Availability.yes()"
            + " | a backend could not be loaded: .*example.Toy.*wood",
        "'' | Gone.ask() | backend 'toy', version unknown, from toy.jar: not available: its class"
            + " example.Toy could not be asked for its devices: .*example.Gone",
        "static Availability fail() { throw new IllegalStateException(\"no wood\"); } | fail()"
            + " | backend 'toy', .*: not available: .*: java.lang.IllegalStateException: no wood",
      })
  void aProviderThatThrowsIsNamed(String members, String availability, String message)
      throws Exception {
    new ToyBackend(members, availability).jar(plugins.resolve("toy.jar"));
    old();
    String all = query();
    assertTrue(all.matches("(?s).*" + message + ".*"), all);
    assertTrue(all.contains("from backend-of-spi-1.jar: 1 device"), all);
  }

  @Test
  void aJarForAnOlderVersionOfTheSpiTrains() throws Exception {
    assertEquals(2, BackendProvider.SPI_VERSION, "freeze a jar of the version before this one");
    old();
    TinyRun.write(temporary, 6, "snapshot: 6");
    byte[] expected = train("cpu");
    assertArrayEquals(expected, train("skeleton"));
  }

  @Test
  void aJarForANewerVersionOfTheSpiIsRefused() throws Exception {
    new ToyBackend("public int spiVersion() { return 3; }", "Availability.yes()")
        .jar(plugins.resolve("toy.jar"));
    String why =
        "it was written for SPI version 3, this Decant knows versions 1 to 2; use a newer Decant,"
            + " or an older version of its jar";
    String all = query();
    assertTrue(all.contains("from toy.jar: not available: " + why), all);
    TinyRun.write(temporary, 6, "");
    Program.Result refused = program.run("train", "--solver=solver.prototxt", "--backend=toy");
    assertNotEquals(0, refused.code());
    assertTrue(refused.err().contains("--backend toy: it cannot be used: " + why), refused.err());
  }

  /** Trains and returns the weights. */
  private byte[] train(String backend) throws Exception {
    Program.Result result =
        program.run("train", "--solver=solver.prototxt", "--backend=" + backend);
    assertEquals(0, result.code(), result.err());
    Path weights = temporary.resolve("tiny_iter_6.caffemodel");
    byte[] bytes = Files.readAllBytes(weights);
    Files.delete(weights);
    return bytes;
  }

  /** Drops the old jar into plugins. */
  private void old() throws IOException {
    try (InputStream jar = SwappingTest.class.getResourceAsStream(OLD)) {
      Files.copy(Objects.requireNonNull(jar, OLD), plugins.resolve(OLD));
    }
  }

  /** Lists the backends; the embedded one is there whatever else is. */
  private String query() throws Exception {
    Program.Result all = program.run("device_query");
    assertEquals(0, all.code(), all.err());
    assertTrue(all.out().contains("Backend:                       cpu"), all.out());
    return all.out();
  }
}
