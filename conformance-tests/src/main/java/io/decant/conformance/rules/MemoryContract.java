package io.decant.conformance.rules;

import io.decant.conformance.trial.DeviceSession;
import io.decant.conformance.trial.MemoryTrial;
import io.decant.conformance.trial.RuleViolation;
import io.decant.spi.device.DeviceFacts;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.OutOfDeviceMemoryException;
import io.decant.spi.op.DType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of device memory and copies. */
public interface MemoryContract extends BackendSubject {
  /** Checks that what the device says of its memory fits the limit. */
  @Test
  @DisplayName("memory.limit: the facts respect the context's limit")
  default void required_memoryFacts() {
    long limit = 8L << 20;
    try (DeviceSession session = Opening.session(this, limit)) {
      DeviceFacts facts = session.device().facts();
      RuleViolation.unless(
          facts.memoryBytes() > 0 && facts.memoryBytes() <= limit,
          "memory.limit",
          "with a limit of " + limit + " bytes the device has " + facts.memoryBytes());
      RuleViolation.unless(
          facts.allocationLimit() > 0
              && Integer.bitCount(facts.viewAlignment()) == 1
              && facts.types().containsAll(List.of(DType.FLOAT32, DType.INT32)),
          "memory.limit",
          "facts that cannot be: " + facts);
    }
  }

  /** Allocates until the device refuses, frees, and allocates again. */
  @Test
  @DisplayName("memory.limit: live slabs stay within the limit, and a refusal does no harm")
  default void required_memoryLimit() {
    long piece = 1L << 20;
    try (DeviceSession session = Opening.session(this, 8 * piece)) {
      long total = session.device().facts().memoryBytes();
      List<DeviceSlab> slabs = new ArrayList<>();
      while (slabs.size() * piece <= total && tryAllocate(session, piece, slabs)) {
        RuleViolation.unless(
            slabs.size() * piece <= total,
            "memory.limit",
            slabs.size() + " slabs of " + piece + " bytes live in " + total + " bytes");
      }
      RuleViolation.unless(
          !slabs.isEmpty(), "memory.limit", piece + " of " + total + " bytes are refused");
      RuleViolation.unless(
          !tryAllocate(session, 2 * piece, slabs), "memory.limit", "the sum exceeds the limit");
      DeviceSlab last = slabs.remove(slabs.size() - 1);
      last.close();
      last.close();
      RuleViolation.unless(
          !tryAllocate(session, 2 * piece, slabs),
          "memory.limit",
          "closing a slab twice gave its bytes back twice");
      RuleViolation.unless(
          tryAllocate(session, piece / 2, slabs),
          "memory.limit",
          "after a refusal and a slab of " + piece + " bytes closed, half of that is refused");
      slabs.forEach(DeviceSlab::close);
    }
  }

  /** Asks for sizes that cannot be. */
  @Test
  @DisplayName("memory.limit: impossible sizes are refused")
  default void required_memoryImpossible() {
    try (DeviceSession session = Opening.session(this, 8L << 20)) {
      List<DeviceSlab> slabs = new ArrayList<>();
      slabs.add(session.device().allocate(4));
      long total = session.device().facts().memoryBytes();
      for (long bytes : new long[] {total + 1, Long.MAX_VALUE - 4, Long.MAX_VALUE}) {
        RuleViolation.unless(
            !tryAllocate(session, bytes, slabs),
            "memory.limit",
            bytes + " bytes were granted by a device of " + total);
      }
      for (long bytes : new long[] {0, -1, Long.MIN_VALUE}) {
        try (DeviceSlab slab = session.device().allocate(bytes)) {
          throw new RuleViolation(
              "memory.limit", bytes + " bytes were granted, as " + slab.bytes());
        } catch (IllegalArgumentException expected) {
          // refused, as it should be
        }
      }
      slabs.forEach(DeviceSlab::close);
    }
  }

  /** Moves bytes to and fro at random places and compares with a model. */
  @Test
  @DisplayName("memory.roundtrip: copies move exactly the bytes that they cover")
  default void required_memoryRoundtrip() {
    try (DeviceSession session = Opening.session(this);
        MemoryTrial trial = new MemoryTrial(session, "memory.roundtrip", 5003)) {
      trial.copies(20 * randomCases());
    }
    try (DeviceSession session = Opening.session(this);
        MemoryTrial trial = new MemoryTrial(session, "memory.roundtrip", (1 << 20) + 13)) {
      trial.copies(8);
    }
  }

  /** Copies out of range must be refused, not done. */
  @Test
  @DisplayName("memory.roundtrip: a range outside its memory is refused")
  default void required_memoryRange() {
    try (DeviceSession session = Opening.session(this);
        MemoryTrial trial = new MemoryTrial(session, "memory.roundtrip", 1024)) {
      trial.outOfRange();
    }
  }

  /** Fills at random places and compares with a model. */
  @Test
  @DisplayName("memory.fill: a fill writes its pattern to its range and nowhere else")
  default void required_memoryFill() {
    try (DeviceSession session = Opening.session(this);
        MemoryTrial trial = new MemoryTrial(session, "memory.fill", 4096)) {
      trial.fills(4 * randomCases());
    }
  }

  private static boolean tryAllocate(DeviceSession session, long bytes, List<DeviceSlab> slabs) {
    DeviceSlab slab;
    try {
      slab = session.device().allocate(bytes);
    } catch (OutOfDeviceMemoryException e) {
      RuleViolation.unless(
          e.requestedBytes() == bytes,
          "memory.limit",
          bytes + " bytes were asked for, the refusal says " + e.requestedBytes());
      return false;
    } catch (RuntimeException e) {
      throw new RuleViolation(
          "memory.limit", bytes + " bytes are refused in another way than documented", e);
    }
    slabs.add(slab);
    RuleViolation.unless(
        slab.bytes() >= bytes,
        "memory.limit",
        bytes + " bytes were asked for, the slab has " + slab.bytes());
    return true;
  }
}
