package io.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backends are found on the class path, on the module path and in the folder plugins. */
class DiscoveryTest {
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
    ToyBackend.GOOD.jar(plugins.resolve("toy-1.2.jar"));
    ToyBackend.service(plugins.resolve("broken.jar"), "example.Gone");
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
}
