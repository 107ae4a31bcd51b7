package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.memory.MemoryManagerProvider;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServicesTest {
  private static final Path CLASSES = Path.of("target/classes");

  @Test
  void moduleAndServiceFileAgree() throws IOException {
    ModuleDescriptor module;
    try (var in = Files.newInputStream(CLASSES.resolve("module-info.class"))) {
      module = ModuleDescriptor.read(in);
    }
    Set<ModuleDescriptor.Provides> provided = module.provides();
    assertEquals(3, provided.size());
    for (ModuleDescriptor.Provides provides : provided) {
      Path file = CLASSES.resolve("META-INF/services").resolve(provides.service());
      assertEquals(Files.readAllLines(file), provides.providers());
    }
  }

  @Test
  void servesLargeModelSupportOnly() {
    MemoryManagerProvider found =
        ServiceLoader.load(MemoryManagerProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(provider -> provider.name().equals("tiering"))
            .findFirst()
            .orElseThrow();
    assertEquals(TieredMemoryManagerProvider.class, found.getClass());
    assertTrue(found.serves(MemoryOptions.DEFAULT.with(LargeModelSupport.AUTO)));
    assertTrue(!found.serves(MemoryOptions.DEFAULT));
  }
}
