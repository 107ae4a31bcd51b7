package io.decant.tiering;

import static io.decant.tiering.Chain.BYTES;
import static io.decant.tiering.Chain.filled;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.DeviceSlab;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.DeviceMemoryExceededException;
import io.decant.spi.memory.Direction;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.Program;
import io.decant.spi.memory.ProgramBuilder;
import io.decant.spi.memory.Schedule;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Axpby;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Copy;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Unary;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TieredMemoryManagerTest {
  private static final long MEBIBYTE = 1 << 20;

  private static Rig capped(long bytes) {
    return Rig.lru(MEBIBYTE, MemoryOptions.DEFAULT.withDeviceMemory(bytes));
  }

  @Test
  void anOperatorThatCannotFitIsRefusedByName() {
    ProgramBuilder builder = new ProgramBuilder("wide");
    Tensor x = Tensor.createPersistent("x", Shape.of(1000), BlockRole.INPUT);
    Tensor y = Tensor.create("y", Shape.of(1000), BlockRole.ACTIVATION);
    Tensor z = Tensor.create("z", Shape.of(10), BlockRole.ACTIVATION);
    builder.enter("narrow", Direction.FORWARD);
    builder.emit(Copy.dense(10), x, z);
    builder.enter("wide", Direction.BACKWARD);
    builder.emit(Copy.dense(1000), x, y);
    Program program = builder.build();
    try (Rig rig = capped(8010)) {
      DeviceMemoryExceededException refused =
          assertThrows(DeviceMemoryExceededException.class, () -> rig.admit(program));
      assertEquals("wide", refused.layer());
      assertEquals(2 * 4032, refused.neededBytes());
      assertEquals(8010, refused.limitBytes(), "as the user gave it");
      for (String part : List.of("'wide'", "8064", "8010", "Copy", "--device_memory", "batch")) {
        assertTrue(refused.getMessage().contains(part), refused.getMessage());
      }
      assertEquals(0, rig.tieredManager().poolBytes(), "nothing was allocated");
    }
    try (Rig rig = capped(8070)) {
      rig.write(program.region(x), new float[1000]);
      rig.executor.run(rig.admit(program));
      rig.executor.synchronize();
      assertEquals(8064, rig.tieredManager().poolBytes());
    }
  }

  @Test
  void theDevicesOwnMemoryIsALimitToo() {
    Chain chain = new Chain(3, false);
    try (Rig rig = Rig.lru(2 * BYTES - 64)) {
      assertThrows(DeviceMemoryExceededException.class, () -> rig.admit(chain.program));
    }
  }

  @Test
  void theOldestBlocksLeaveAndComeBack() {
    Chain chain = new Chain(6, false);
    try (Rig rig = capped(4 * BYTES)) {
      rig.write(chain.region(chain.x), filled(2));
      Schedule schedule = rig.admit(chain.program);
      for (int iteration = 0; iteration < 3; iteration++) {
        rig.executor.run(schedule);
        assertArrayEquals(filled(chain.expectedSum(2)), rig.read(chain.region(chain.sum)));
      }
      assertTrue(rig.manager.traffic().bytesOut() >= 3 * 2 * BYTES, rig.manager.traffic() + "");
      assertEquals(4 * BYTES, rig.manager.traffic().peakBytes());
    }
  }

  @Test
  void onDemandBlocksThatAreTooSmallStay() {
    // All blocks have 256 bytes but the state, 64 bytes, which every run changes: bytes that leave
    // are a multiple of 256 if, and only if, it stays (it leaves less than 4 times).
    assertTrue(runWithSmallState(LargeModelSupport.AUTO) % BYTES != 0);
    long out = runWithSmallState(new LargeModelSupport(true, 100, 0));
    assertTrue(out > 0);
    assertEquals(0, out % BYTES);
    // Nothing may leave.
    LargeModelSupport none = new LargeModelSupport(true, BYTES, 0);
    DeviceMemoryExceededException refused =
        assertThrows(DeviceMemoryExceededException.class, () -> runWithSmallState(none));
    assertTrue(refused.getMessage().contains("-lms"), refused.getMessage());
  }

  private static long runWithSmallState(LargeModelSupport limits) {
    ProgramBuilder builder = new ProgramBuilder("state");
    Tensor state = Tensor.createPersistent("state", Shape.of(16), BlockRole.PARAMETER);
    Tensor x = Chain.tensor("x", true);
    builder.emit(Axpby.of(16, 1, 1), x, state);
    List<Tensor> kept = new ArrayList<>(List.of(x));
    for (int i = 0; i < 6; i++) {
      Tensor next = Chain.tensor("a" + i, false);
      builder.emit(new Unary(Unary.Function.AFFINE, Chain.COUNT, 1, 1), kept.get(i), next);
      kept.add(next);
    }
    Tensor sum = Chain.tensor("sum", true);
    builder.emit(new Unary(Unary.Function.AFFINE, Chain.COUNT, 0, 0), x, sum);
    for (Tensor tensor : kept) {
      builder.emit(new Binary(BinaryFunction.ADD, Chain.COUNT), sum, tensor, sum);
    }
    Program program = builder.build();
    MemoryOptions options = MemoryOptions.DEFAULT.withDeviceMemory(4 * BYTES + 64).with(limits);
    try (Rig rig = Rig.lru(MEBIBYTE, options)) {
      rig.write(program.region(x), filled(2));
      Schedule schedule = rig.admit(program);
      for (int iteration = 1; iteration <= 3; iteration++) {
        rig.executor.run(schedule);
      }
      long out = rig.manager.traffic().bytesOut();
      assertArrayEquals(filled(7 * 2 + 21), rig.read(program.region(sum)));
      assertEquals(6, rig.read(program.region(state))[0]);
      return out;
    }
  }

  @Test
  void withRoomNothingMovesButWhatTheHostWrote() {
    Chain chain = new Chain(6, true);
    try (Rig rig = Rig.lru(MEBIBYTE)) {
      rig.write(chain.region(chain.x), filled(1));
      Schedule schedule = rig.admit(chain.program);
      rig.executor.run(schedule);
      rig.executor.run(schedule);
      rig.executor.synchronize();
      assertEquals(BYTES, rig.manager.traffic().bytesIn());
      assertEquals(0, rig.manager.traffic().bytesOut());
      assertEquals(8 * BYTES, rig.tieredManager().poolBytes(), "no more than the program can use");
      assertArrayEquals(filled(3), rig.read(chain.region(chain.activations.get(1))));
    }
  }

  @Test
  void aSecondProgramGetsALargerPoolAndKeepsWhatTheFirstLeft() {
    Chain first = new Chain(2, true);
    Chain second = new Chain(9, true);
    try (Rig rig = Rig.lru(MEBIBYTE)) {
      rig.write(first.region(first.x), filled(1));
      rig.executor.run(rig.admit(first.program));
      Schedule next = rig.admit(second.program);
      assertEquals(15 * BYTES, rig.tieredManager().poolBytes());
      rig.write(second.region(second.x), filled(5));
      rig.executor.run(next);
      assertArrayEquals(filled(3), rig.read(first.region(first.activations.get(1))));
      assertArrayEquals(filled(first.expectedSum(1)), rig.read(first.region(first.sum)));
      assertArrayEquals(filled(second.expectedSum(5)), rig.read(second.region(second.sum)));
    }
  }

  @Test
  void whereOthersHoldMemoryThePoolIsWhatIsLeft() {
    Chain chain = new Chain(6, true);
    try (Rig rig = Rig.lru(8 * BYTES);
        DeviceSlab other = rig.device.allocate(4 * BYTES)) {
      rig.write(chain.region(chain.x), filled(2));
      rig.executor.run(rig.admit(chain.program));
      assertArrayEquals(filled(chain.expectedSum(2)), rig.read(chain.region(chain.sum)));
      assertEquals(4 * BYTES, rig.tieredManager().poolBytes());
      assertEquals(4 * BYTES, other.bytes());
      assertEquals(1, rig.context.lines().stream().filter(l -> l.contains("makes do")).count());
    }
    try (Rig rig = Rig.lru(8 * BYTES);
        DeviceSlab other = rig.device.allocate(7 * BYTES)) {
      DeviceMemoryExceededException refused =
          assertThrows(DeviceMemoryExceededException.class, () -> rig.admit(chain.program));
      assertEquals(BYTES, refused.limitBytes());
      assertEquals(7 * BYTES, other.bytes());
    }
  }

  @Test
  void dismissingReleasesTransientBlocksAndTheirHostMemory() {
    Chain chain = new Chain(6, true);
    try (Rig rig = capped(4 * BYTES)) {
      rig.write(chain.region(chain.x), filled(2));
      Schedule schedule = rig.admit(chain.program);
      rig.executor.run(schedule);
      rig.manager.dismiss(schedule.program());
      assertTrue(rig.tieredManager().usedBytes() <= 2 * BYTES, "x and sum are persistent");
      assertTrue(rig.hostBytes() <= 2 * BYTES);
      assertArrayEquals(filled(chain.expectedSum(2)), rig.read(chain.region(chain.sum)));
      assertThrows(
          IllegalStateException.class, () -> rig.read(chain.region(chain.activations.get(0))));
      assertThrows(IllegalStateException.class, () -> rig.executor.run(schedule));
    }
  }

  @Test
  void blocksSharedByTwoProgramsOutliveOneOfThem() {
    ProgramBuilder builder = new ProgramBuilder("one");
    Tensor x = Chain.tensor("x", true);
    Tensor y = Chain.tensor("y", false);
    builder.emit(Copy.dense(Chain.COUNT), x, y);
    builder.retain(y.value());
    Program one = builder.build();
    ProgramBuilder sharing = ProgramBuilder.sharing(one, "two");
    Tensor z = Chain.tensor("z", false);
    sharing.emit(Copy.dense(Chain.COUNT), x, y);
    sharing.emit(Copy.dense(Chain.COUNT), y, z);
    sharing.retain(y.value());
    Program two = sharing.build();
    try (Rig rig = Rig.lru(MEBIBYTE)) {
      rig.write(one.region(x), filled(4));
      Schedule first = rig.admit(one);
      Schedule second = rig.admit(two);
      rig.executor.run(second);
      rig.manager.dismiss(first.program());
      assertArrayEquals(filled(4), rig.read(two.region(y)));
      rig.manager.dismiss(second.program());
      assertThrows(IllegalStateException.class, () -> rig.read(two.region(y)));
    }
  }

  @Test
  void slabsNoLargerThanTheDeviceAllows() {
    ProgramBuilder builder = new ProgramBuilder("three blocks");
    builder.enter("sum", Direction.FORWARD);
    Tensor x = Chain.tensor("x", true);
    builder.emit(
        new Binary(BinaryFunction.ADD, Chain.COUNT),
        x,
        Chain.tensor("y", true),
        Chain.tensor("z", false));
    Program program = builder.build();
    MemoryOptions options = MemoryOptions.DEFAULT.withDeviceMemory(3 * BYTES).withPlanner("lru");
    TieredMemoryManagerProvider lru = new TieredMemoryManagerProvider();
    try (Rig rig =
        new Rig(new TestContext(MEBIBYTE), options, lru, d -> new LimitedDevice(d, 2 * BYTES))) {
      rig.executor.run(rig.admit(program));
      rig.executor.synchronize();
      assertEquals(3 * BYTES, rig.tieredManager().poolBytes());
    }
    try (Rig rig =
        new Rig(new TestContext(MEBIBYTE), options, lru, d -> new LimitedDevice(d, BYTES + 64))) {
      DeviceMemoryExceededException refused =
          assertThrows(DeviceMemoryExceededException.class, () -> rig.admit(program));
      assertTrue(refused.getMessage().contains("slabs of at most"), refused.getMessage());
    }
  }

  @Test
  void closingGivesDeviceMemoryBack() {
    Chain chain = new Chain(3, true);
    try (Rig rig = Rig.lru(MEBIBYTE)) {
      Schedule schedule = rig.admit(chain.program);
      rig.executor.run(schedule);
      rig.manager.close();
      rig.manager.close();
      try (DeviceSlab everything = rig.device.allocate(MEBIBYTE)) {
        assertEquals(MEBIBYTE, everything.bytes());
      }
      assertThrows(IllegalStateException.class, () -> rig.admit(chain.program));
    }
  }
}
