package io.decant.cli.flag;

import io.decant.spi.device.HostFacts;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the flags of large-model support, and of the memory that operators use beside blobs. */
public final class MemoryFlags {
  private static final long KILOBYTE = 1024;

  private MemoryFlags() {}

  /**
   * Returns what the flags ask for, but for the cap on device memory.
   *
   * @throws UsageException when one has a value that it does not take
   */
  public static MemoryOptions parse(Options options) {
    MemoryOptions memory =
        MemoryOptions.DEFAULT.with(
            largeModelSupport(
                options.lms == null ? "0" : options.lms, fraction(options.lmsFraction)));
    if (options.planner != null) {
      memory = memory.withPlanner(options.planner);
    }
    return tiers(options, memory);
  }

  /**
   * Returns what the flags ask for of operators.
   *
   * @throws UsageException when one has a value that it does not take
   */
  public static PrepareOptions prepare(Options options) {
    long workspace =
        options.workspace == null
            ? PrepareOptions.SUITABLE
            : amount("--workspace", options.workspace);
    return new PrepareOptions(workspace, options.deterministic);
  }

  private static long amount(String flag, String text) {
    if (text.strip().equals("0")) {
      return 0;
    }
    MemorySize size = MemorySize.parse(flag, text);
    if (size.percent() > 0) {
      throw new UsageException(flag + " takes an amount such as 64MiB, no share: " + text);
    }
    return size.bytes();
  }

  /** Adds what is asked for below the device. */
  private static MemoryOptions tiers(Options options, MemoryOptions memory) {
    MemoryOptions with = memory;
    if (options.pinnedMemory != null) {
      with = with.withPinnedMemory(hostSize("--pinned_memory", options.pinnedMemory));
    }
    if (options.hostMemory != null) {
      with = with.withHostMemory(hostSize("--host_memory", options.hostMemory));
    }
    if (options.spillDir != null) {
      with = with.withSpillDirectory(folder("--spill_dir", options.spillDir));
    }
    return with;
  }

  private static long hostSize(String flag, String text) {
    return text.strip().equals("0")
        ? 0
        : MemorySize.parse(flag, text).of(HostFacts.now().memoryBytes());
  }

  private static Path folder(String flag, String text) {
    try {
      Path folder = Path.of(text);
      if (Files.isDirectory(folder)) {
        return folder;
      }
    } catch (InvalidPathException e) {
      throw new UsageException(flag + " takes a folder, not '" + text + "'");
    }
    throw new UsageException(flag + " takes a folder, and '" + text + "' is none; make it first");
  }

  private static LargeModelSupport largeModelSupport(String lms, double fraction) {
    if (lms.equals("auto")) {
      return LargeModelSupport.AUTO;
    }
    long kilobytes;
    try {
      kilobytes = Long.parseLong(lms);
    } catch (NumberFormatException e) {
      throw new UsageException("--lms takes auto or a whole number of KB, not '" + lms + "'");
    }
    if (kilobytes <= 0) {
      return LargeModelSupport.OFF;
    }
    long most = Long.MAX_VALUE / KILOBYTE;
    return new LargeModelSupport(true, Math.min(kilobytes, most) * KILOBYTE, fraction);
  }

  private static double fraction(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    double fraction;
    try {
      fraction = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      fraction = Double.NaN;
    }
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new UsageException("--lms_frac takes a number from 0 to 1, not '" + text + "'");
    }
    return fraction;
  }
}
