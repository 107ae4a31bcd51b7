package io.decant.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the module provides is what the class path finds. */
class ServicesTest {
  private static final Path CLASSES = Path.of("target/classes");

  @Test
  void moduleAndServiceFilesAgree() throws IOException {
    Map<String, List<String>> provided = new TreeMap<>();
    try (InputStream in = Files.newInputStream(CLASSES.resolve("module-info.class"))) {
      ModuleDescriptor.read(in)
          .provides()
          .forEach(provides -> provided.put(provides.service(), provides.providers()));
    }
    Map<String, List<String>> files = new TreeMap<>();
    try (Stream<Path> services = Files.list(CLASSES.resolve("META-INF/services"))) {
      for (Path file : services.toList()) {
        files.put(file.getFileName().toString(), Files.readAllLines(file));
      }
    }
    assertEquals(2, provided.size());
    assertEquals(provided, files);
  }
}
