package io.decant.backend.cpu;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the operating system says of the host. Linux is asked through its files, which takes a
 * fraction of the time that loading the management beans takes.
 */
final class HostFacts {
  private static final List<String> CGROUP_LIMITS =
      List.of("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes");

  private HostFacts() {}

  /** Returns the physical memory, or the container's limit when that is less, in bytes. */
  static long memoryBytes() {
    OptionalLong physical = number("/proc/meminfo", "MemTotal:", 1024);
    if (physical.isEmpty()) {
      return managedMemory();
    }
    long bytes = physical.getAsLong();
    for (String file : CGROUP_LIMITS) {
      OptionalLong limit = number(file, "", 1);
      if (limit.isPresent()) {
        bytes = Math.min(bytes, limit.getAsLong());
      }
    }
    return bytes;
  }

  /** Returns the processor's name and the number of cores that this process may use. */
  static String processor() {
    int cores = Runtime.getRuntime().availableProcessors();
    String name =
        lines("/proc/cpuinfo").stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).trim())
            .findFirst()
            .orElse(System.getProperty("os.arch", "unknown processor"));
    return name + ", " + cores + (cores == 1 ? " core" : " cores");
  }

  private static OptionalLong number(String file, String prefix, long unit) {
    for (String line : lines(file)) {
      if (line.startsWith(prefix)) {
        String digits = line.substring(prefix.length()).replace("kB", "").trim();
        return digits.matches("[0-9]{1,15}")
            ? OptionalLong.of(Long.parseLong(digits) * unit)
            : OptionalLong.empty();
      }
    }
    return OptionalLong.empty();
  }

  private static List<String> lines(String file) {
    try {
      Path path = Path.of(file);
      return Files.isReadable(path) ? Files.readAllLines(path) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static long managedMemory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Runtime.getRuntime().maxMemory();
  }
}
