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
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ServicesTest {
  private static final Path CLASSES = Path.of("target/classes");

  @Test
  void moduleAndServiceFileAgree() throws IOException {
    ModuleDescriptor module;
    try (var in = Files.newInputStream(CLASSES.resolve("module-info.class"))) {
      module = ModuleDescriptor.read(in);
    }
    String service = MemoryManagerProvider.class.getName();
    List<String> inFile = Files.readAllLines(CLASSES.resolve("META-INF/services").resolve(service));
    assertEquals(List.of(LruMemoryManagerProvider.class.getName()), inFile);
    assertEquals(1, module.provides().size());
    ModuleDescriptor.Provides provided = module.provides().iterator().next();
    assertEquals(service, provided.service());
    assertEquals(inFile, provided.providers());
  }

  @Test
  void servesLargeModelSupportOnly() {
    MemoryManagerProvider found =
        ServiceLoader.load(MemoryManagerProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(provider -> provider.name().equals("lru"))
            .findFirst()
            .orElseThrow();
    assertEquals(LruMemoryManagerProvider.class, found.getClass());
    assertTrue(found.serves(MemoryOptions.DEFAULT.with(LargeModelSupport.AUTO)));
    assertTrue(!found.serves(MemoryOptions.DEFAULT));
  }
}
