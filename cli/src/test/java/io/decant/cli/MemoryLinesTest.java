package io.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.spi.memory.MemoryForecast;
import io.decant.spi.memory.MemoryManager;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.MemoryTraffic;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryLinesTest {
  private final List<String> asked = new ArrayList<>();

  /** The device has nothing to do while a line is written, so nothing slow may happen then. */
  @Test
  void aDisplayAsksForNoForecast() {
    MemoryLines lines = new MemoryLines(manager());
    lines.before();
    asked.clear();
    lines.onDisplay(10);
    assertEquals(List.of("traffic"), asked);
  }

  private MemoryManager manager() {
    MemoryForecast forecast =
        new MemoryForecast(
            "hybrid", LargeModelSupport.AUTO, 1, 1, 1, 1, 1, Map.of(), Map.of(), Map.of());
    return (MemoryManager)
        Proxy.newProxyInstance(
            MemoryManager.class.getClassLoader(),
            new Class<?>[] {MemoryManager.class},
            (self, method, arguments) -> {
              asked.add(method.getName());
              return method.getName().equals("forecast")
                  ? Optional.of(forecast)
                  : MemoryTraffic.none(1);
            });
  }
}
