package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.memory.LinkProbe;
import io.decant.spi.memory.LinkRates;
import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.MemoryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A link is measured once on a host, and each process says what it plans with. */
class LinkTest {
  @TempDir Path folder;

  @Test
  void whatOneProcessMeasuredServesTheNext() throws IOException {
    LinkRates measured = rates("driver 1", LinkProbe.MOST, "at once, measured");
    assertEquals(measured, rates("driver 1", LinkProbe.MOST, "as an earlier process"));
    assertEquals(measured, rates("driver 1", 1 << 16, "as an earlier process"));
    rates("driver 2", LinkProbe.MOST, "at once, measured");
    assertEquals(2, files().size());
  }

  @Test
  void shortCopiesAreNotWorthKeeping() throws IOException {
    rates("driver 1", 1 << 16, "at once, measured");
    assertEquals(List.of(), files());
  }

  @Test
  void aDamagedFileIsReplaced() throws IOException {
    LinkRates measured = rates("driver 1", LinkProbe.MOST, "at once, measured");
    Path file = files().get(0);
    for (String damage :
        List.of("", "x", Files.readString(file).replaceFirst("\n.*\n", "\n-1\n"))) {
      Files.writeString(file, damage);
      measured = rates("driver 1", LinkProbe.MOST, "at once, measured");
      assertEquals(measured, rates("driver 1", LinkProbe.MOST, "as an earlier process"));
    }
  }

  @Test
  void theProcessorsOwnMemoryIsMeasuredEachTime() throws IOException {
    try (Rig rig = Rig.resident();
        DeviceSlab slab = rig.device.allocate(LinkProbe.MOST)) {
      new Link(context(rig, rig.device)).rates(slab);
    }
    assertEquals(List.of(), files());
  }

  /** Returns what a process finds that has a graphics processor with a driver. */
  private LinkRates rates(String driver, long bytes, String said) {
    try (Rig rig = Rig.resident();
        DeviceSlab slab = rig.device.allocate(bytes)) {
      Device graphics =
          new LimitedDevice(rig.device, Long.MAX_VALUE) {
            @Override
            public DeviceInfo info() {
              return new DeviceInfo(0, "one", DeviceInfo.Kind.GPU, 1 << 20, driver);
            }
          };
      LinkRates rates = new Link(context(rig, graphics)).rates(slab);
      assertTrue(
          rig.context.lines().stream().anyMatch(line -> line.contains(said)),
          said + " is not in " + rig.context.lines());
      return rates;
    }
  }

  private MemoryContext context(Rig rig, Device device) {
    return new MemoryContext(
        device, rig.streams, MemoryOptions.DEFAULT, rig.context, () -> Optional.of(folder));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
