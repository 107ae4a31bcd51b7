package io.decant.spi.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.Program;
import io.decant.spi.memory.ProgramBuilder;
import io.decant.spi.memory.ProgramOp;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Copy;
import io.decant.spi.op.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class RewriteTest {
  private final Tensor x = Tensor.createPersistent("x", Shape.of(4), BlockRole.INPUT);
  private final Tensor y = Tensor.create("y", Shape.of(4), BlockRole.ACTIVATION);

  @Test
  void rewritesFollowOneAnother() {
    Program program = program();
    Rewrite dropFirst = p -> p.withOps(p.ops().subList(1, p.ops().size()));
    Rewrite twice = Rewrite.inOrder(List.of(dropFirst, dropFirst));
    assertEquals(program.ops().subList(2, 3), twice.apply(program).ops());
    assertSame(program, Rewrite.inOrder(List.of()).apply(program));
    assertSame(program, Rewrite.NONE.apply(program));
  }

  @Test
  void otherOperatorsLeaveTheRestAsItWas() {
    Program program = program();
    List<ProgramOp> none = List.of();
    Program other = program.withOps(none);
    assertEquals(none, other.ops());
    assertEquals(program.name(), other.name());
    assertEquals(program.retained(), other.retained());
    assertEquals(program.region(y), other.region(y));
    assertTrue(other.isCut());
    assertTrue(other.isObserved());
  }

  private Program program() {
    ProgramBuilder builder = new ProgramBuilder("p");
    builder.emit(Copy.dense(4), x, y);
    builder.emit(Copy.dense(2), y.slice(0, Shape.of(2)), y.slice(2, Shape.of(2)));
    builder.emit(Copy.dense(4), y, x);
    builder.retain(y.value());
    builder.cut();
    builder.observe();
    return builder.build();
  }
}
