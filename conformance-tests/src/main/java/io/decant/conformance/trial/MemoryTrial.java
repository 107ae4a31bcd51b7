package io.decant.conformance.trial;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/**
 * Two slabs and two pieces of host memory, all of one size, with a model of what each must hold. A
 * random operation is done to both; then everything is compared.
 */
public final class MemoryTrial implements AutoCloseable {
  private final DeviceSession session;
  private final String rule;
  private final int size;
  private final Random random = new Random(20);
  private final DeviceSlab[] slabs = new DeviceSlab[2];
  private final HostMemory[] hosts = new HostMemory[2];
  private final HostMemory inspection;
  private final byte[][] slabModels;
  private final byte[][] hostModels;

  /** Allocates memory of {@code size} bytes each; the session stays open. */
  public MemoryTrial(DeviceSession session, String rule, int size) {
    this.session = session;
    this.rule = rule;
    this.size = size;
    this.slabModels = new byte[2][size];
    this.hostModels = new byte[2][size];
    inspection = HostMemory.allocate(size);
    hosts[0] = HostMemory.allocate(size);
    hosts[1] = session.device().allocatePinned(size);
    for (int i = 0; i < 2; i++) {
      slabs[i] = session.device().allocate(size);
      random.nextBytes(hostModels[i]);
      hosts[i].slice(0, size).put(hostModels[i]);
      session.stream().upload(hosts[i], 0, slabs[i], 0, CopyShape.bytes(size));
      slabModels[i] = hostModels[i].clone();
    }
    session.stream().synchronize();
    compare("a plain upload");
  }

  /** Copies at random offsets, pitches and sizes. */
  public void copies(int count) {
    DeviceStream stream = session.stream();
    for (int i = 0; i < count; i++) {
      int host = random.nextInt(2);
      int slab = random.nextInt(2);
      CopyShape shape = shape();
      int from = random.nextInt(size - (int) shape.sourceExtent() + 1);
      int to = random.nextInt(size - (int) shape.targetExtent() + 1);
      String what = shape + " from byte " + from + " to byte " + to;
      switch (random.nextInt(3)) {
        case 0 -> {
          stream.upload(hosts[host], from, slabs[slab], to, shape);
          apply(hostModels[host], from, slabModels[slab], to, shape);
          what = "upload of " + what;
        }
        case 1 -> {
          stream.download(slabs[slab], from, hosts[host], to, shape);
          apply(slabModels[slab], from, hostModels[host], to, shape);
          what = "download of " + what;
        }
        default -> {
          stream.copy(slabs[slab], from, slabs[1 - slab], to, shape);
          apply(slabModels[slab], from, slabModels[1 - slab], to, shape);
          what = "copy of " + what;
        }
      }
      stream.synchronize();
      compare(what);
    }
  }

  /** Fills random ranges with random patterns. */
  public void fills(int count) {
    for (int i = 0; i < count; i++) {
      int words = i < 2 ? i : random.nextInt(size / 4 + 1);
      int offset = 4 * random.nextInt(size / 4 - words + 1);
      int pattern = i % 3 == 0 ? Float.floatToRawIntBits(Float.NaN) : random.nextInt();
      session.stream().fill(slabs[0], offset, 4L * words, pattern);
      session.stream().synchronize();
      ByteBuffer model = ByteBuffer.wrap(slabModels[0]).order(ByteOrder.nativeOrder());
      for (int word = 0; word < words; word++) {
        model.putInt(offset + 4 * word, pattern);
      }
      compare("fill of " + 4 * words + " bytes at " + offset + " with " + pattern);
    }
  }

  /** Asks for copies and fills that reach outside, which must be refused and change nothing. */
  public void outOfRange() {
    DeviceStream stream = session.stream();
    CopyShape whole = CopyShape.bytes(size);
    CopyShape rows = new CopyShape(3, 4, 8, size / 2);
    refused("upload", () -> stream.upload(hosts[0], 0, slabs[0], 4, whole));
    refused("upload", () -> stream.upload(hosts[0], 4, slabs[0], 0, whole));
    refused("upload", () -> stream.upload(hosts[0], -4, slabs[0], 0, CopyShape.bytes(4)));
    refused("upload", () -> stream.upload(hosts[0], 0, slabs[0], 0, rows));
    refused("download", () -> stream.download(slabs[0], 4, hosts[0], 0, whole));
    refused("download", () -> stream.download(slabs[0], 0, hosts[0], 4, whole));
    refused("copy", () -> stream.copy(slabs[0], 0, slabs[1], 4, whole));
    refused("copy", () -> stream.copy(slabs[0], 0, slabs[1], 0, rows));
    refused("fill", () -> stream.fill(slabs[0], 4, size, 0));
    refused("fill", () -> stream.fill(slabs[0], -4, 8, 0));
    refused("fill", () -> stream.fill(slabs[0], Long.MAX_VALUE - 3, 4, 0));
    compare("what was refused");
  }

  private void refused(String what, Runnable enqueue) {
    try {
      enqueue.run();
    } catch (IndexOutOfBoundsException | IllegalArgumentException expected) {
      return;
    }
    throw new RuleViolation(rule, what + " outside its memory was not refused");
  }

  private CopyShape shape() {
    int rows = random.nextInt(8);
    int largest = Math.max(1, size / Math.max(1, rows) / 2);
    int rowBytes = random.nextInt(Math.min(largest, random.nextBoolean() ? 9 : largest) + 1);
    return new CopyShape(
        rows,
        rowBytes,
        rowBytes + random.nextInt(largest - rowBytes + 1),
        rowBytes + random.nextInt(largest - rowBytes + 1));
  }

  private static void apply(byte[] source, int from, byte[] target, int to, CopyShape shape) {
    for (int row = 0; row < shape.rows(); row++) {
      System.arraycopy(
          source,
          from + row * (int) shape.sourcePitch(),
          target,
          to + row * (int) shape.targetPitch(),
          (int) shape.rowBytes());
    }
  }

  private void compare(String what) {
    byte[] found = new byte[size];
    for (int i = 0; i < 2; i++) {
      hosts[i].slice(0, size).get(found);
      compare(hostModels[i], found, "host memory", what);
      session.stream().download(slabs[i], 0, inspection, 0, CopyShape.bytes(size));
      session.stream().synchronize();
      inspection.slice(0, size).get(found);
      compare(slabModels[i], found, "device memory", what);
    }
  }

  private void compare(byte[] model, byte[] found, String where, String what) {
    int at = Arrays.mismatch(model, found);
    RuleViolation.unless(
        at < 0,
        rule,
        "after " + what + ", byte " + at + " of " + where + " of " + size + " bytes is wrong");
  }

  @Override
  public void close() {
    for (int i = 0; i < 2; i++) {
      hosts[i].close();
      slabs[i].close();
    }
    inspection.close();
  }
}
