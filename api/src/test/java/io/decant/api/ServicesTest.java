package io.decant.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the module declares is what the class path finds. */
class ServicesTest {
  private static final Path CLASSES = Path.of("target/classes");

  @Test
  void moduleAndServiceFilesAgree() throws IOException {
    ModuleDescriptor module;
    try (var in = Files.newInputStream(CLASSES.resolve("module-info.class"))) {
      module = ModuleDescriptor.read(in);
    }
    Map<String, List<String>> declared =
        module.provides().stream()
            .collect(
                Collectors.toMap(
                    ModuleDescriptor.Provides::service,
                    ModuleDescriptor.Provides::providers,
                    (a, b) -> a,
                    TreeMap::new));
    Map<String, List<String>> files = new TreeMap<>();
    try (Stream<Path> services = Files.list(CLASSES.resolve("META-INF/services"))) {
      for (Path file : services.toList()) {
        files.put(file.getFileName().toString(), Files.readAllLines(file));
      }
    }
    assertFalse(declared.isEmpty());
    assertEquals(declared, files);
  }
}
