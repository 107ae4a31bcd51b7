package io.decant.tiering;

import io.decant.spi.device.DeviceInfo;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.HostMemory;
import io.decant.spi.memory.LinkProbe;
import io.decant.spi.memory.LinkRates;
import io.decant.spi.memory.MemoryContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How fast copies between a device and pinned memory are: measured once, each direction alone and
 * both together, or as an earlier process on this host has measured it with copies that were large
 * enough. Used by one thread at a time.
 */
final class Link {
  private static final Path LINUX_HOST = Path.of("/proc/sys/kernel/hostname");

  /** Longer than other users of a host slow the link down at a time. */
  private static final Duration UNDISTURBED = Duration.ofMillis(300);

  private final MemoryContext context;
  private @Nullable LinkRates known;

  Link(MemoryContext context) {
    this.context = context;
  }

  /**
   * Returns the rates.
   *
   * @param slab device memory whose contents nobody needs, for measuring
   */
  LinkRates rates(DeviceSlab slab) {
    if (known == null) {
      Optional<LinkRateFile> file = file();
      Optional<LinkRates> kept = file.flatMap(LinkRateFile::read);
      known = kept.orElseGet(() -> measure(slab));
      if (kept.isEmpty() && LinkProbe.bytes(slab) == LinkProbe.MOST) {
        LinkRates fresh = known;
        file.ifPresent(to -> to.write(fresh));
      }
      say(known, kept.isPresent());
    }
    return known;
  }

  private LinkRates measure(DeviceSlab slab) {
    try (HostMemory memory = context.device().allocatePinned(LinkProbe.bytes(slab))) {
      return LinkProbe.measure(
          context.streams().copyIn(), context.streams().copyOut(), slab, memory, atLeast());
    }
  }

  /** Returns how long to measure: what is kept shall not depend on a guest of the moment. */
  private Duration atLeast() {
    return isOwn() ? Duration.ZERO : UNDISTURBED;
  }

  /** Returns whether the device is the processor itself: its link is as busy as its memory. */
  private boolean isOwn() {
    return context.device().info().kind() == DeviceInfo.Kind.CPU;
  }

  /** Returns none where what is measured is not kept. */
  private Optional<LinkRateFile> file() {
    DeviceInfo info = context.device().info();
    return isOwn()
        ? Optional.empty()
        : context
            .cacheDirectory()
            .get()
            .map(folder -> new LinkRateFile(folder, info, host(), context.listener()));
  }

  private static String host() {
    try {
      return Files.readString(LINUX_HOST).strip();
    } catch (IOException e) {
      return System.getProperty("os.name", "");
    }
  }

  private void say(LinkRates rates, boolean kept) {
    context
        .listener()
        .info(
            String.format(
                Locale.ROOT,
                "large-model support: the link of %s copies %.3g GB/s in, %.3g GB/s out, %.3g GB/s"
                    + " both ways at once, %s; a short copy takes %.2g us",
                context.device().info().name(),
                rates.in() / 1e9,
                rates.out() / 1e9,
                rates.both() / 1e9,
                kept ? "as an earlier process has measured" : "measured",
                rates.latency() * 1e6));
  }
}
