package io.decant.tiering;

import static io.decant.tiering.Chain.BYTES;
import static io.decant.tiering.Chain.COUNT;
import static io.decant.tiering.Chain.filled;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.HostMemory;
import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.Lease;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.Program;
import io.decant.spi.memory.ProgramBuilder;
import io.decant.spi.memory.Region;
import io.decant.spi.memory.ResidencyManager;
import io.decant.spi.memory.Schedule;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Copy;
import io.decant.spi.op.DType;
import io.decant.spi.op.Shape;
import io.decant.spi.op.TensorSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TieredResidencyTest {
  private final Rig rig = Rig.lru(1 << 20, MemoryOptions.DEFAULT.withDeviceMemory(4 * BYTES));
  private final Chain chain = new Chain(4, false);
  private final Schedule schedule = rig.admit(chain.program);
  private final ResidencyManager residency = rig.manager.residency();
  private final Region x = chain.region(chain.x);

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aPersistentBlockHoldsZerosUntilItIsWritten() {
    assertArrayEquals(filled(0), rig.read(x));
    residency.lease(List.of(reading(x.block()))).close();
    assertArrayEquals(filled(0), rig.read(x));
    residency.swapOut(x.block());
    assertArrayEquals(filled(0), rig.read(x));
    assertEquals(0, rig.manager.traffic().bytesIn() + rig.manager.traffic().bytesOut());
    assertEquals(0, rig.hostBytes(), "zeros need no host copy");
    rig.executor.run(schedule);
    assertArrayEquals(filled(chain.expectedSum(0)), rig.read(chain.region(chain.sum)));
  }

  @Test
  void aPartOfZerosCanBeWrittenAnywhere() {
    Region part = new Region(x.block(), 4, TensorSpec.float32(2));
    rig.write(part, 8, 9);
    assertArrayEquals(new float[] {0, 8, 9, 0}, head(rig.read(x)));
    residency.swapIn(x.block());
    rig.write(new Region(x.block(), 0, TensorSpec.float32(2)), 7, 7);
    assertArrayEquals(new float[] {7, 7, 9, 0}, head(rig.read(x)));
    residency.swapOut(x.block());
    assertArrayEquals(new float[] {7, 7, 9, 0}, head(rig.read(x)));
    assertArrayEquals(new float[] {7, 9}, rig.read(part));
  }

  @Test
  void aCleanBlockIsNeverCopiedOutTwice() {
    rig.write(x, filled(3));
    for (int i = 0; i < 4; i++) {
      residency.lease(List.of(reading(x.block()))).close();
      residency.swapOut(x.block());
    }
    assertEquals(4 * BYTES, rig.manager.traffic().bytesIn());
    assertEquals(0, rig.manager.traffic().bytesOut());
    assertEquals(4, rig.manager.traffic().dropped());
    residency.lease(List.of(new BlockAccess(x.block(), true, true, false))).close();
    residency.swapOut(x.block());
    assertEquals(BYTES, rig.manager.traffic().bytesOut());
    assertArrayEquals(filled(3), rig.read(x));
  }

  @Test
  void aBlockThatWasWrittenBackLeavesWithoutACopy() {
    rig.write(x, filled(3));
    residency.swapIn(x.block());
    rig.write(x, filled(4));
    residency.writeBack(x.block());
    residency.writeBack(x.block());
    assertEquals(BYTES, rig.manager.traffic().bytesOut());
    residency.lease(List.of(reading(x.block()))).close();
    assertEquals(BYTES, rig.manager.traffic().bytesIn(), "it has stayed");
    residency.swapOut(x.block());
    assertEquals(BYTES, rig.manager.traffic().bytesOut());
    assertArrayEquals(filled(4), rig.read(x));
  }

  @Test
  void whatChangesBehindAWriteBackIsCopiedAgain() {
    residency.lease(List.of(new BlockAccess(x.block(), true, true, false))).close();
    rig.write(x, filled(5));
    residency.writeBack(x.block());
    rig.write(x, filled(6));
    residency.swapOut(x.block());
    assertEquals(2 * BYTES, rig.manager.traffic().bytesOut());
    assertArrayEquals(filled(6), rig.read(x));
  }

  @Test
  void aBlockWithNothingToCopyIsNotWrittenBack() {
    residency.writeBack(x.block());
    rig.write(x, filled(3));
    residency.writeBack(x.block());
    residency.swapIn(x.block());
    residency.writeBack(x.block());
    assertEquals(0, rig.manager.traffic().bytesOut());
    try (Lease lease = residency.lease(List.of(reading(x.block())))) {
      assertThrows(IllegalStateException.class, () -> residency.writeBack(x.block()));
      lease.view(x);
    }
  }

  @Test
  void whatIsOverwrittenIsNeverFetched() {
    rig.write(x, filled(3));
    try (Lease lease = residency.lease(List.of(new BlockAccess(x.block(), false, true, false)))) {
      assertEquals(COUNT, lease.view(x).tensor().shape().count());
    }
    assertEquals(0, rig.manager.traffic().bytesIn());
  }

  @Test
  void aDeadBlockIsForgottenWhenItsLeaseEnds() {
    Block a1 = chain.region(chain.activations.get(0)).block();
    residency.begin(schedule.program());
    Lease lease = residency.lease(List.of(new BlockAccess(a1, false, true, true)));
    assertEquals(BYTES, rig.tieredManager().usedBytes());
    lease.close();
    lease.close();
    assertEquals(0, rig.tieredManager().usedBytes());
    assertEquals(1, rig.manager.traffic().dropped());
    assertThrows(
        IllegalStateException.class, () -> rig.read(chain.region(chain.activations.get(0))));
  }

  @Test
  void aTransientBlockHoldsNothingWhenItsProgramBegins() {
    Region a1 = chain.region(chain.activations.get(0));
    residency.begin(schedule.program());
    rig.write(a1, filled(6));
    assertArrayEquals(filled(6), rig.read(a1));
    residency.begin(schedule.program());
    IllegalStateException empty = assertThrows(IllegalStateException.class, () -> rig.read(a1));
    assertTrue(empty.getMessage().contains("a1"), empty.getMessage());
    assertThrows(IllegalStateException.class, () -> residency.lease(List.of(reading(a1.block()))));
    assertThrows(IllegalStateException.class, () -> residency.swapIn(a1.block()));
    residency.swapOut(a1.block());
    residency.drop(a1.block());
  }

  @Test
  void aLeasedBlockCanNeitherLeaveNorBeDropped() {
    Lease lease = residency.lease(List.of(reading(x.block())));
    assertThrows(IllegalStateException.class, () -> residency.swapOut(x.block()));
    assertThrows(IllegalStateException.class, () -> residency.drop(x.block()));
    lease.view(x);
    lease.close();
    assertThrows(IllegalStateException.class, () -> lease.view(x));
    residency.swapOut(x.block());
  }

  @Test
  void onlyLeasedBlocksCanBeViewed() {
    try (Lease lease = residency.lease(List.of(reading(x.block())))) {
      Region sum = chain.region(chain.sum);
      assertThrows(IllegalStateException.class, () -> lease.view(sum));
    }
  }

  @Test
  void swapInBringsContentsBeforeTheyAreLeased() {
    rig.write(x, filled(5));
    residency.swapIn(x.block());
    residency.swapIn(x.block());
    assertEquals(BYTES, rig.manager.traffic().bytesIn());
    assertArrayEquals(filled(5), rig.read(x));
    residency.lease(List.of(reading(x.block()))).close();
    assertEquals(BYTES, rig.manager.traffic().bytesIn());
  }

  @Test
  void droppingForgetsHostCopiesToo() {
    rig.write(x, filled(5));
    residency.drop(x.block());
    assertThrows(IllegalStateException.class, () -> rig.read(x));
    rig.write(x, filled(6));
    assertArrayEquals(filled(6), rig.read(x));
  }

  @Test
  void badRangesAreRefusedBeforeAnythingMoves() {
    try (HostMemory small = HostMemory.allocate(BYTES)) {
      assertThrows(IndexOutOfBoundsException.class, () -> residency.read(x, small, 4));
      assertThrows(IndexOutOfBoundsException.class, () -> residency.write(x, small, -4));
      Region strided = new Region(x.block(), 0, TensorSpec.strided(DType.FLOAT32, Shape.of(4), 2));
      assertThrows(IllegalArgumentException.class, () -> residency.read(strided, small, 0));
    }
    Block stranger = new Block("stranger", 64, BlockRole.ACTIVATION, false);
    assertThrows(IllegalStateException.class, () -> residency.swapIn(stranger));
    Block huge = new Block("huge", 1 << 20, BlockRole.PARAMETER, true);
    assertThrows(IllegalStateException.class, () -> residency.lease(List.of(reading(huge))));
  }

  /** Four small blocks, of which every second one goes, leave room in pieces. */
  @Test
  void aPoolInPiecesIsPutInOrder() {
    ProgramBuilder builder = new ProgramBuilder("pieces");
    List<Tensor> small = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      small.add(Chain.tensor("s" + i, true));
      builder.emit(Copy.dense(COUNT), small.get(i), Chain.tensor("t" + i, false));
    }
    Tensor large = Tensor.createPersistent("large", Shape.of(2 * COUNT), BlockRole.PARAMETER);
    builder.emit(Copy.dense(COUNT), small.get(1), large.slice(0, Shape.of(COUNT)));
    builder.emit(
        new Copy(
            TensorSpec.strided(DType.FLOAT32, Shape.of(1, COUNT), 0, 1),
            TensorSpec.float32(1, COUNT)),
        small.get(3),
        large.slice(COUNT, Shape.of(1, COUNT)));
    Program program = builder.build();
    Schedule pieces = rig.admit(program);
    for (int i = 0; i < 4; i++) {
      rig.write(program.region(small.get(i)), filled(i + 1));
    }
    for (Tensor tensor : small) {
      residency.lease(List.of(new BlockAccess(block(program, tensor), true, true, false))).close();
    }
    residency.swapOut(block(program, small.get(0)));
    residency.swapOut(block(program, small.get(2)));
    long out = rig.manager.traffic().bytesOut();
    List<BlockAccess> both =
        List.of(
            reading(block(program, small.get(1))),
            reading(block(program, small.get(3))),
            new BlockAccess(block(program, large), true, true, false));
    try (Lease lease = residency.lease(both)) {
      assertEquals(0, lease.view(program.region(large)).offset(), "the largest comes first");
      assertEquals(4 * BYTES, rig.tieredManager().usedBytes());
    }
    assertEquals(out + 2 * BYTES, rig.manager.traffic().bytesOut());
    assertArrayEquals(filled(2), rig.read(program.region(small.get(1))));
    assertArrayEquals(filled(4), rig.read(program.region(small.get(3))));
    assertArrayEquals(new float[2 * COUNT], rig.read(program.region(large)));
    rig.executor.run(pieces);
    assertEquals(2, rig.read(program.region(large))[0]);
    assertEquals(4, rig.read(program.region(large))[COUNT]);
  }

  private static Block block(Program program, Tensor tensor) {
    return program.region(tensor).block();
  }

  private static BlockAccess reading(Block block) {
    return new BlockAccess(block, true, false, false);
  }

  private static float[] head(float[] values) {
    return Arrays.copyOf(values, 4);
  }
}
