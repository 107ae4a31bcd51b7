package io.decant.spi.device;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The memory of the machine, or of the container, that this process runs in.
 *
 * @param memoryBytes all of it
 * @param availableBytes what is free, or is taken by caches that make way
 */
public record HostFacts(long memoryBytes, long availableBytes) {
  private static final Path LINUX = Path.of("/proc/meminfo");

  /** Returns how things are now. */
  public static HostFacts now() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long all = system.getTotalMemorySize();
    long free = system.getFreeMemorySize();
    boolean limited = all < linux("MemTotal:").orElse(all);
    return new HostFacts(all, limited ? free : linux("MemAvailable:").orElse(free));
  }

  /** Returns a figure that Linux has in kilobytes; empty on other systems. */
  private static OptionalLong linux(String name) {
    if (!Files.isReadable(LINUX)) {
      return OptionalLong.empty();
    }
    try {
      return Files.readAllLines(LINUX).stream()
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
