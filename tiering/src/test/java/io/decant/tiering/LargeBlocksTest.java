package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.Device;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.Direction;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.Program;
import io.decant.spi.memory.ProgramBuilder;
import io.decant.spi.memory.Schedule;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Unary;
import io.decant.tiering.plan.CopyPiece;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Blocks that are copied in pieces, each of which waits for its own part of the memory. */
class LargeBlocksTest {
  private static final int COUNT = 17_900_003;
  private static final long BYTES = 4L * COUNT;
  private static final int RUNS = 6;

  private final Tensor x = tensor("x", true);
  private final Tensor sum = tensor("sum", true);
  private final Program program = program();

  private static Tensor tensor(String name, boolean persistent) {
    Shape shape = Shape.of(COUNT);
    return persistent
        ? Tensor.createPersistent(name, shape, BlockRole.PARAMETER)
        : Tensor.create(name, shape, BlockRole.ACTIVATION);
  }

  /** Adds 1 to x three times, and what this gives, backwards, to the sum. */
  private Program program() {
    ProgramBuilder builder = new ProgramBuilder("large");
    List<Tensor> chain = new ArrayList<>(List.of(x));
    for (int i = 1; i <= 3; i++) {
      builder.enter("layer" + i, Direction.FORWARD);
      Tensor next = tensor("a" + i, false);
      builder.emit(new Unary(Unary.Function.AFFINE, COUNT, 1, 1), chain.get(i - 1), next);
      chain.add(next);
    }
    for (int i = 3; i >= 1; i--) {
      builder.enter("layer" + i, Direction.BACKWARD);
      builder.emit(new Binary(BinaryFunction.ADD, COUNT), sum, chain.get(i), sum);
    }
    return builder.build();
  }

  @Test
  void piecesAreWhereTheyWere() {
    assertTrue(CopyPiece.of(BYTES).size() > 2);
    for (String planner : List.of("swap", "lru")) {
      check(planner, device -> device);
      check(planner, RecordingDevice::new);
    }
  }

  private void check(String planner, UnaryOperator<Device> wrapping) {
    MemoryOptions options =
        MemoryOptions.DEFAULT
            .withDeviceMemory(3 * BYTES + BYTES / 4)
            .with(LargeModelSupport.AUTO)
            .withPlanner(planner);
    try (Rig rig =
        new Rig(new TestContext(1L << 30), options, new TieredMemoryManagerProvider(), wrapping)) {
      Schedule schedule = rig.admit(program);
      float[] start = new float[COUNT];
      for (int i = 0; i < COUNT; i++) {
        start[i] = i % 1000;
      }
      rig.write(program.region(x), start);
      rig.write(program.region(sum), new float[COUNT]);
      for (int run = 0; run < RUNS; run++) {
        rig.executor.run(schedule);
      }
      assertTrue(rig.manager.traffic().bytesIn() > RUNS * BYTES, "little is moved");
      float[] result = rig.read(program.region(sum));
      for (int i = 0; i < COUNT; i++) {
        assertEquals(RUNS * (3f * start[i] + 6), result[i], "element " + i);
      }
    }
  }
}
