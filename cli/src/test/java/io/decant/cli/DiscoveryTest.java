package io.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.BackendProvider;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backends are found on the class path, on the module path and in the folder plugins. */
class DiscoveryTest {
  private static final String SERVICE = "META-INF/services/" + BackendProvider.class.getName();
  private static final String SOURCE =
      """
      package example;
      import io.decant.spi.device.*;
      import java.util.List;
      public final class Toy implements BackendProvider {
        public String name() { return "toy"; }
        public int preference() { return -1; }
        public Availability availability() { return Availability.yes(); }
        public List<DeviceInfo> devices() {
          return List.of(new DeviceInfo(0, "Toy 1", DeviceInfo.Kind.ACCELERATOR, 1024, "wood"));
        }
        public Device open(int index, BackendContext context) {
          throw new UnsupportedOperationException();
        }
      }
      """;

  @TempDir Path temporary;

  @Test
  void classPath() throws Exception {
    expectCpu(new Program(temporary).run("device_query"));
  }

  @Test
  void modulePath() throws Exception {
    Program program = new Program(temporary);
    program.onModulePath();
    expectCpu(program.run("device_query"));
    TinyRun.write(temporary, 2, "solver_mode: CPU");
    Program.Result result = program.run("train", "--solver=solver.prototxt");
    assertEquals(0, result.code(), result.err());
  }

  @Test
  void pluginsBesideABrokenOne() throws Exception {
    Path plugins = Files.createDirectory(temporary.resolve("plugins"));
    jar(plugins.resolve("toy-1.2.jar"), "example.Toy", compile());
    jar(plugins.resolve("broken.jar"), "example.Gone", Map.of());
    Files.writeString(plugins.resolve("junk.jar"), "no jar at all");
    Program program = new Program(temporary);
    program.alsoOnClassPath(plugins + File.separator + "*");

    Program.Result all = program.run("device_query");
    expectCpu(all);
    assertTrue(all.out().contains("Found backend 'toy', version unknown, from toy-1.2.jar"));
    assertTrue(all.out().contains("Toy 1"), all.out());
    assertTrue(all.out().contains("example.Gone"), all.out());
    assertTrue(all.out().matches("(?s).*the plug-in \\S+junk.jar cannot be read: .*"), all.out());

    Program.Result one = program.run("device_query", "--backend=toy");
    assertEquals(0, one.code(), one.err());
    assertTrue(one.out().contains("wood"), one.out());
  }

  private static void expectCpu(Program.Result result) {
    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().contains("Backend:                       cpu"), result.out());
  }

  private Map<String, byte[]> compile() throws IOException {
    Path source = temporary.resolve("Toy.java");
    Files.writeString(source, SOURCE);
    String spi =
        Path.of(BackendProvider.class.getProtectionDomain().getCodeSource().getLocation().getPath())
            .toString();
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-cp", spi, "-d", temporary.toString(), source.toString());
    assertEquals(0, code);
    return Map.of("example/Toy.class", Files.readAllBytes(temporary.resolve("example/Toy.class")));
  }

  private static void jar(Path file, String provider, Map<String, byte[]> classes)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out)) {
      jar.putNextEntry(new JarEntry(SERVICE));
      jar.write(provider.getBytes(StandardCharsets.UTF_8));
      for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
        jar.putNextEntry(new JarEntry(entry.getKey()));
        jar.write(entry.getValue());
      }
    }
  }
}
