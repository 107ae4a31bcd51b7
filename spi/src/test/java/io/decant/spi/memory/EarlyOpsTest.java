package io.decant.spi.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.spi.op.Copy;
import io.decant.spi.op.Operand;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EarlyOpsTest {
  private final Block rate = new Block("rate", 16, BlockRole.INPUT, false);
  private final Block x = new Block("x", 16, BlockRole.ACTIVATION, false);

  @Test
  void whatReadsNothingAndWritesWhatNobodyUsedComesFirst() {
    assertEquals(List.of(1), early(device(x), host(write(rate)), device(rate)));
  }

  @Test
  void whatReadsOrReplacesContentsStays() {
    BlockAccess read = new BlockAccess(rate, true, false, false);
    assertEquals(List.of(), early(device(x), host(read)));
    assertEquals(List.of(), early(device(rate), host(write(rate))), "used before");
    Block kept = new Block("kept", 16, BlockRole.PARAMETER, true);
    assertEquals(List.of(), early(device(x), host(write(kept))), "lasts from run to run");
  }

  @Test
  void operatorsOfTheHostKeepTheirOrder() {
    BlockAccess read = new BlockAccess(x, true, false, false);
    assertEquals(List.of(), early(device(x), host(read), host(write(rate))));
    assertEquals(List.of(1), early(device(x), host(write(rate)), host(read)));
  }

  private static BlockAccess write(Block block) {
    return new BlockAccess(block, false, true, false);
  }

  private static LoweredOp device(Block writes) {
    return op(new ProgramOp(Copy.dense(4), List.of(), "l", Direction.FORWARD), write(writes));
  }

  private static LoweredOp host(BlockAccess access) {
    HostOp spec = new HostOp("h", List.of(Operand.write("x", 4)), operands -> {});
    return op(new ProgramOp(spec, List.of(), "l", Direction.FORWARD), access);
  }

  private static LoweredOp op(ProgramOp op, BlockAccess access) {
    return new LoweredOp(op, null, null, List.of(access));
  }

  private static List<Integer> early(LoweredOp... ops) {
    Program program =
        new Program(
            "p",
            List.of(ops).stream().map(LoweredOp::op).toList(),
            Map.of(),
            Set.of(),
            List.of(),
            false,
            false);
    return EarlyOps.of(new LoweredProgram(program, List.of(ops)));
  }
}
