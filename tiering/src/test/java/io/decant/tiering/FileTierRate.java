package io.decant.tiering;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.HostMemory;
import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.MemoryOptions;
import io.decant.tiering.tier.FileTierProvider;
import io.decant.tiering.tier.UncachedAccess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares the rate at which blocks go to a file and come back with that of plain, direct writes
 * and reads of 4 MiB, one round of each in turn; both from and to memory as large as the blocks,
 * which no cache holds. For {@code benchmarks/file-tier.sh}.
 */
final class FileTierRate {
  private static final int CHUNK = 1 << 22;
  private static final int ALIGNMENT = 4096;

  private FileTierRate() {}

  /** Takes a folder, the MiB of a round and the number of rounds. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    long bytes = Long.parseLong(arguments[1]) << 20;
    int rounds = Integer.parseInt(arguments[2]);
    MemoryOptions options = MemoryOptions.DEFAULT.withSpillDirectory(folder);
    List<Double> out = new ArrayList<>();
    List<Double> in = new ArrayList<>();
    try (Rig rig = Rig.lru(2 * bytes);
        DeviceSlab slab = rig.device.allocate(bytes);
        PlainFile plain = new PlainFile(folder, bytes)) {
      MemoryContext context = new MemoryContext(rig.device, rig.streams, options, rig.context);
      Tiers tiers = Tiers.open(context, List.of(new FileTierProvider()));
      CopyEngine copies = new CopyEngine(context, CHUNK, new StallMeter(new Traffic()));
      HostCopy copy = tiers.take(bytes);
      Place place = new Place(0, slab, 0, bytes);
      rig.streams.compute().fill(slab, 0, bytes, 0x12345678);
      for (int round = 0; round <= rounds; round++) {
        double disk = rate(bytes, plain::write);
        double tier =
            rate(
                bytes,
                () -> {
                  copies.download(place, copy, 0, CopyShape.bytes(bytes));
                  copy.awaitIdle();
                });
        report(round, "out", disk, tier, out);
        disk = rate(bytes, plain::read);
        tier =
            rate(
                bytes,
                () -> {
                  copies.upload(copy, 0, place, CopyShape.bytes(bytes), (begin, end) -> {});
                  copy.awaitIdle();
                });
        report(round, "in", disk, tier, in);
      }
      copies.finish();
      tiers.close();
    }
    System.out.printf("median tier / disk: out %.3f, in %.3f%n", median(out), median(in));
  }

  private interface Work {
    void run() throws IOException;
  }

  private static double rate(long bytes, Work work) throws IOException {
    long start = System.nanoTime();
    work.run();
    return bytes * 1e3 / (System.nanoTime() - start);
  }

  /** Prints rates in MB/s; the first round warms up. */
  private static void report(
      int round, String what, double disk, double tier, List<Double> ratios) {
    if (round > 0) {
      ratios.add(tier / disk);
      System.out.printf(
          "%3s: disk %.0f MB/s, tier %.0f MB/s, %.3f%n", what, disk, tier, tier / disk);
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  /** Writes memory to a file front to back, and reads it, past the system's cache. */
  private static final class PlainFile implements AutoCloseable {
    private final FileChannel channel;
    private final HostMemory memory;
    private final long bytes;

    PlainFile(Path folder, long bytes) throws IOException {
      this.bytes = bytes;
      this.memory = HostMemory.allocate(bytes + ALIGNMENT);
      Path path = Files.createTempFile(folder, "plain-", ".tmp");
      this.channel =
          FileChannel.open(
              path, StandardOpenOption.READ, StandardOpenOption.WRITE, UncachedAccess.option());
      Files.delete(path);
      for (long at = 0; at < bytes; at += CHUNK) {
        fill(chunk(at));
      }
    }

    private static void fill(ByteBuffer chunk) {
      while (chunk.hasRemaining()) {
        chunk.putInt(0x12345678);
      }
    }

    private ByteBuffer chunk(long at) {
      return memory.slice((-memory.address() & (ALIGNMENT - 1)) + at, CHUNK);
    }

    void write() throws IOException {
      for (long at = 0; at < bytes; at += CHUNK) {
        channel.write(chunk(at), at);
      }
    }

    void read() throws IOException {
      for (long at = 0; at < bytes; at += CHUNK) {
        channel.read(chunk(at), at);
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
      memory.close();
    }
  }
}
