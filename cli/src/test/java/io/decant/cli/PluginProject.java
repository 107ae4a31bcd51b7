package io.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.kernels.KernelDevice;
import io.decant.spi.device.BackendProvider;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;

/**
 * A project below {@code examples} that is no module of the build: only the SPI and the kernels are
 * known to it.
 */
final class PluginProject {
  private final Path root;

  PluginProject(String name) {
    this.root = Path.of("..", "examples", name);
  }

  /** Returns its sources and resources, those of its tests among them. */
  List<Path> sources() throws IOException {
    return files(root.resolve("src"));
  }

  /** Compiles it without a warning, and writes its jar. */
  void build(Path jar) throws IOException {
    Path classes = Files.createTempDirectory(jar.getParent(), "classes");
    String classPath =
        String.join(
            File.pathSeparator,
            of(BackendProvider.class),
            of(KernelDevice.class),
            of(NullMarked.class));
    List<String> arguments =
        new ArrayList<>(
            List.of("-cp", classPath, "-d", classes.toString(), "-Xlint:all", "-Werror"));
    files(root.resolve("src/main/java")).forEach(file -> arguments.add(file.toString()));
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(new String[0]));
    assertEquals(0, code);
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      add(entries, classes);
      add(entries, root.resolve("src/main/resources"));
    }
  }

  private static String of(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static void add(JarOutputStream jar, Path folder) throws IOException {
    for (Path file : files(folder)) {
      jar.putNextEntry(new JarEntry(folder.relativize(file).toString().replace('\\', '/')));
      jar.write(Files.readAllBytes(file));
    }
  }
}
