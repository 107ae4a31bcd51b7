package io.decant.spi.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.Direction;
import io.decant.spi.memory.Program;
import io.decant.spi.memory.ProgramBuilder;
import io.decant.spi.memory.ProgramOp;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Axpby;
import io.decant.spi.op.BiasReluBackward;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.ChannelSum;
import io.decant.spi.op.Copy;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.ReluBackward;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Sum;
import io.decant.spi.op.Unary;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sums, rectifiers behind them, and the gradients of biases. */
class SumFusionTest {
  private static final Shape SHAPE = Shape.of(2, 3, 4);
  private static final Binary ADD = new Binary(BinaryFunction.ADD, 24);
  private static final Axpby ADD_TO = Axpby.of(24, 1, 1);
  private static final Unary RELU = Unary.of(Unary.Function.RELU, 24);

  private final ProgramBuilder builder = new ProgramBuilder("p");
  private final Tensor a = persistent("a", SHAPE);
  private final Tensor b = persistent("b", SHAPE);
  private final Tensor c = persistent("c", SHAPE);
  private final Tensor d = persistent("d", SHAPE);
  private final Tensor e = persistent("e", SHAPE);
  private final Tensor outside = persistent("outside", SHAPE);
  private final Tensor bias = persistent("bias.diff", Shape.of(3));
  private final Tensor sum = Tensor.create("sum", SHAPE, BlockRole.ACTIVATION);
  private final Tensor y = sum.successor("y");

  @Test
  void gradientsOfSeveralBranchesAreAddedAtOnce() {
    emit(ADD, a, b, sum);
    emit(ADD_TO, c, sum);
    emit(ADD_TO, d, sum);
    emit(Copy.dense(24), sum, outside);
    assertEquals(List.of(new Sum(24, 4, Sum.Then.NOTHING), Copy.dense(24)), specs(fused()));
    assertEquals(List.of("a", "b", "c", "d", "sum"), blocks(fused().get(0)));
  }

  @Test
  void moreThanKernelsReadAreAddedLater() {
    emit(ADD, a, b, sum);
    emit(ADD_TO, c, sum);
    emit(ADD_TO, d, sum);
    emit(ADD_TO, e, sum);
    emit(Copy.dense(24), sum, outside);
    assertEquals(List.of(new Sum(24, 4, Sum.Then.NOTHING), ADD_TO, Copy.dense(24)), specs(fused()));
  }

  @Test
  void aRectifierFollows() {
    emit(ADD, a, b, sum);
    emit(RELU, sum, y);
    emit(Copy.dense(24), y, outside);
    assertEquals(List.of(new Sum(24, 2, Sum.Then.RELU), Copy.dense(24)), specs(fused()));
    assertEquals(List.of("a", "b", "sum"), blocks(fused().get(0)));
  }

  @Test
  void theGradientOfARectifierFollows() {
    emit(ADD, a, b, sum);
    emit(new ReluBackward(24, 0), sum, c, y);
    emit(Copy.dense(24), y, outside);
    assertEquals(List.of(new Sum(24, 2, Sum.Then.RELU_BACKWARD), Copy.dense(24)), specs(fused()));
    assertEquals(List.of("a", "b", "c", "sum"), blocks(fused().get(0)));
  }

  @Test
  void theSumsOfARectifiedGradientAreTakenOnTheWay() {
    emit(new ReluBackward(24, 0), a, b, sum);
    emit(new ChannelSum(2, 3, 4, true), sum, bias);
    emit(Copy.dense(24), sum, outside);
    assertEquals(List.of(new BiasReluBackward(2, 3, 4, true), Copy.dense(24)), specs(fused()));
    assertEquals(List.of("a", "b", "bias.diff", "sum"), blocks(fused().get(0)));
  }

  @Test
  void aSumThatOthersReadStays() {
    emit(ADD, a, b, sum);
    emit(Copy.dense(24), sum, outside);
    emit(RELU, sum, y);
    refused();
  }

  @Test
  void aSumThatIsRetainedStays() {
    builder.retain(sum.value());
    emit(ADD, a, b, sum);
    emit(RELU, sum, y);
    refused();
  }

  @Test
  void aSumIsNotWrittenOverATermThatIsStillRead() {
    emit(ADD, a, b, c);
    emit(ADD_TO, d, c);
    emit(ADD, a, b, b);
    emit(ADD_TO, d, b);
    assertEquals(List.of(new Sum(24, 3, Sum.Then.NOTHING), ADD, ADD_TO), specs(fused()));
  }

  @Test
  void aTermThatIsWrittenBetweenKeepsTheOrder() {
    emit(ADD, a, b, sum);
    emit(Copy.dense(24), outside, a);
    emit(ADD_TO, c, sum);
    emit(Copy.dense(24), sum, outside);
    refused();
  }

  @Test
  void leakyRectifiersStay() {
    emit(ADD, a, b, sum);
    emit(new Unary(Unary.Function.RELU, 24, 0.1f, 0), sum, y);
    emit(new ReluBackward(24, 0.1f), a, b, outside);
    emit(new ChannelSum(2, 3, 4, false), outside, bias);
    refused();
  }

  @Test
  void theSumOfAnOlderGradientStays() {
    emit(new ReluBackward(24, 0), a, b, sum);
    emit(Copy.dense(24), c, y);
    emit(new ChannelSum(2, 3, 4, false), y, bias);
    refused();
  }

  private void refused() {
    Program program = builder.build();
    assertEquals(program.ops(), Fusion.ALL.apply(program).ops());
  }

  private void emit(OpSpec spec, Tensor... operands) {
    builder.enter("layer", Direction.BACKWARD);
    builder.emit(spec, operands);
  }

  private List<ProgramOp> fused() {
    return Fusion.ALL.apply(builder.build()).ops();
  }

  private static List<OpSpec> specs(List<ProgramOp> ops) {
    return ops.stream().map(ProgramOp::spec).toList();
  }

  private static List<String> blocks(ProgramOp op) {
    return op.operands().stream().map(region -> region.block().name()).toList();
  }

  private static Tensor persistent(String name, Shape shape) {
    return Tensor.createPersistent(name, shape, BlockRole.PARAMETER);
  }
}
