package io.decant.spi.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.PrepareOptions;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.Direction;
import io.decant.spi.memory.HostOp;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.PoolCapacity;
import io.decant.spi.memory.Program;
import io.decant.spi.memory.ProgramBuilder;
import io.decant.spi.memory.ProgramOp;
import io.decant.spi.memory.Tensor;
import io.decant.spi.memory.WindowOf;
import io.decant.spi.op.CompositeOp;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.ConvolutionBackwardWeights;
import io.decant.spi.op.ConvolutionGeometry;
import io.decant.spi.op.Copy;
import io.decant.spi.op.Cost;
import io.decant.spi.op.Decomposition;
import io.decant.spi.op.Layout;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Operand;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Unary;
import io.decant.spi.op.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoweringTest {
  /** Takes a twice over: through a temporary, and in halves. */
  private record Outer() implements CompositeOp {
    @Override
    public List<Operand> operands() {
      return List.of(Operand.read("x", 4), Operand.write("y", 4));
    }

    @Override
    public Cost cost() {
      return Cost.of(0, operands());
    }

    @Override
    public Decomposition decompose() {
      Decomposition.Builder steps = Decomposition.builder();
      Decomposition.Ref temporary = steps.temporary(6);
      return steps
          .step(Unary.of(Unary.Function.EXP, 4), steps.operand(0), temporary.plus(2))
          .step(new Inner(), temporary.plus(2), steps.operand(1).plus(0))
          .step(new Inner(), temporary.plus(4), steps.operand(1).plus(2))
          .build();
    }
  }

  private record Inner() implements CompositeOp {
    @Override
    public List<Operand> operands() {
      return List.of(Operand.read("x", 2), Operand.write("y", 2));
    }

    @Override
    public Cost cost() {
      return Cost.of(0, operands());
    }

    @Override
    public Decomposition decompose() {
      Decomposition.Builder steps = Decomposition.builder();
      Decomposition.Ref temporary = steps.temporary(2);
      return steps
          .step(Copy.dense(2), steps.operand(0), temporary)
          .step(Copy.dense(1), temporary.plus(1), steps.operand(1))
          .step(Copy.dense(1), temporary, steps.operand(1).plus(1))
          .build();
    }
  }

  private final FakeDevice device = new FakeDevice();
  private final List<OpSpec> decomposed = new ArrayList<>();
  private final Lowering lowering = new Lowering(device, PrepareOptions.DEFAULT, decomposed::add);
  private final ProgramBuilder builder = new ProgramBuilder("p");
  private final Tensor x = Tensor.createPersistent("x", Shape.of(4), BlockRole.INPUT);
  private final Tensor pair = Tensor.create("pair", Shape.of(2, 4), BlockRole.ACTIVATION);

  @Test
  void nestedDecompositionsAreSplicedInPlace() {
    builder.enter("layer", Direction.BACKWARD);
    builder.emit(new Outer(), x, pair.slice(4, Shape.of(4)));
    builder.retain(pair.value());
    LoweredProgram lowered = lowering.lower(builder.build());
    assertEquals(
        List.of("Unary", "Copy", "Copy", "Copy", "Copy", "Copy", "Copy"),
        lowered.ops().stream().map(op -> op.op().spec().name()).toList());
    assertEquals(List.of(new Outer(), new Inner(), new Inner()), decomposed);
    LoweredOp exp = lowered.ops().get(0);
    assertEquals(8, exp.op().operands().get(1).offset(), "two elements into the temporary");
    LoweredOp last = lowered.ops().get(6);
    assertSame(lowered.program().region(pair).block(), last.op().operands().get(1).block());
    assertEquals(4 * (4 + 2 + 1), last.op().operands().get(1).offset());
    assertNotSame(
        lowered.ops().get(1).op().operands().get(1).block(),
        lowered.ops().get(4).op().operands().get(1).block(),
        "each use has a temporary of its own");
    for (LoweredOp op : lowered.ops()) {
      assertEquals("layer", op.op().layer());
      assertEquals(Direction.BACKWARD, op.op().direction());
    }
    assertTrue(exp.accesses().get(1).block().role() == BlockRole.WORKSPACE);
    assertEquals(List.of(0, 1, 2, 3, 4, 5, 6), lowered.indices("layer", Direction.BACKWARD));
    assertEquals(List.of(), lowered.indices(Direction.FORWARD));
    assertEquals(5, lowered.blocks().size(), "x, pair, three temporaries");
    assertEquals(new Cost(0, 0), lowered.cost("layer", Direction.FORWARD));
    long copied = 2 * 4 * (2 * 2 + 4);
    Cost exponentials = Unary.of(Unary.Function.EXP, 4).cost();
    assertEquals(exponentials.plus(new Cost(0, copied)), lowered.cost("layer", Direction.BACKWARD));
  }

  @Test
  void whatTheDeviceKnowsIsNotDecomposed() {
    device.supported = spec -> !(spec instanceof Outer);
    builder.emit(new Outer(), x, pair.slice(0, Shape.of(4)));
    LoweredProgram lowered = lowering.lower(builder.build());
    assertEquals(3, lowered.ops().size());
    assertEquals(List.of(new Outer()), decomposed);
  }

  @Test
  void equalOperatorsArePreparedOnceAndClosedOnce() {
    OpSpec relu = Unary.of(Unary.Function.RELU, 4);
    builder.emit(relu, x, x);
    builder.emit(Unary.of(Unary.Function.RELU, 4), x, x);
    LoweredProgram lowered = lowering.lower(builder.build());
    assertSame(lowered.ops().get(0).executable(), lowered.ops().get(1).executable());
    lowering.lower(builder.build());
    lowering.close();
    lowering.close();
    assertEquals(List.of("prepare Unary", "close Unary"), device.log);
  }

  @Test
  void anExecutableStaysAsLongAsSomeProgramUsesIt() {
    builder.emit(Unary.of(Unary.Function.RELU, 4), x, x);
    LoweredProgram one = lowering.lower(builder.build());
    LoweredProgram two = lowering.lower(builder.build());
    lowering.release(one);
    lowering.release(one);
    assertEquals(List.of("prepare Unary"), device.log);
    lowering.release(two);
    assertEquals(List.of("prepare Unary", "close Unary"), device.log);
    lowering.lower(builder.build());
    assertEquals(List.of("prepare Unary", "close Unary", "prepare Unary"), device.log);
  }

  @Test
  void aDeviceWithoutAMandatoryOperatorIsRefused() {
    device.supported = spec -> false;
    builder.enter("conv1", Direction.FORWARD);
    builder.emit(Unary.of(Unary.Function.RELU, 4), x, x);
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> lowering.lower(builder.build()));
    for (String part : List.of("'fake'", "Unary", "'conv1'")) {
      assertTrue(refused.getMessage().contains(part), refused.getMessage());
    }
  }

  @Test
  void aListenerMayForbidFallbacks() {
    Lowering strict =
        new Lowering(
            device,
            PrepareOptions.DEFAULT,
            spec -> {
              throw new UnsupportedOperationException(spec.name());
            });
    builder.emit(new Outer(), x, pair.slice(0, Shape.of(4)));
    assertThrows(UnsupportedOperationException.class, () -> strict.lower(builder.build()));
  }

  @Test
  void aWorkspaceThatWasLeftToTheDeviceGivesWayToBlocks() {
    device.workspace = spec -> 4096;
    builder.emit(Unary.of(Unary.Function.RELU, 4), x, pair.slice(0, Shape.of(4)));
    Program program = builder.build();
    List<String> said = new ArrayList<>();
    TilingListener listener =
        new TilingListener() {
          @Override
          public void tiled(ProgramOp op, String axes, int tiles) {
            said.add("cut");
          }

          @Override
          public void withLessWorkspace(ProgramOp op, long bytes) {
            said.add(bytes + " bytes");
          }
        };
    assertEquals(Set.of(64L << 20, 512L), limits(program, PrepareOptions.SUITABLE, listener));
    assertEquals(List.of("512 bytes"), said);
    assertEquals(Set.of(8192L), limits(program, 8192, listener), "what was given stays");
    assertEquals(List.of("512 bytes"), said);
  }

  /** Returns the limits of workspaces under which a program is prepared for a pool of 1 KiB. */
  private Set<Long> limits(Program program, long limit, TilingListener listener) {
    device.limits.clear();
    PrepareOptions options = new PrepareOptions(limit, true);
    try (Lowering given = new Lowering(device, options, ComputeMode.FLOAT32, s -> {}, listener)) {
      given.lower(program, new PoolCapacity(List.of(1024L), 64));
    }
    return Set.copyOf(device.limits);
  }

  @Test
  void whatWouldBeCutIntoManyShortRowsIsTakenApart() {
    Window window =
        new Window(
            64,
            List.of(512L, 512L),
            List.of(3L, 3L),
            List.of(1L, 1L),
            List.of(1L, 1L),
            List.of(1L, 1L),
            List.of(1L, 1L));
    ConvolutionGeometry geometry =
        new ConvolutionGeometry(1, 1, 64, 64, window, Layout.CHANNELS_LAST);
    // like a library that has no rows of channels that lie together
    device.supported =
        spec ->
            !(spec instanceof ConvolutionBackwardWeights weights)
                || weights.geometry().layout() == Layout.CHANNELS_FIRST
                || weights.geometry().window().input().equals(window.input());
    OpSpec gradient = new ConvolutionBackwardWeights(geometry, false, ComputeMode.FLOAT32);
    Tensor[] operands = new Tensor[3];
    for (int i = 0; i < 3; i++) {
      long elements = gradient.operands().get(i).tensor().shape().count();
      operands[i] = Tensor.createPersistent("t" + i, Shape.of(elements), BlockRole.ACTIVATION);
    }
    builder.emit(gradient, operands);
    LoweredProgram lowered =
        lowering.lower(builder.build(), new PoolCapacity(List.of(48L << 20), 64));
    for (LoweredOp op : lowered.ops()) {
      for (BlockAccess access : op.accesses()) {
        WindowOf part = access.block().window();
        assertTrue(
            part == null || part.rows() == 1 || part.rowBytes() >= 512, op.op() + ": " + part);
      }
    }
    assertTrue(
        lowered.ops().stream()
            .anyMatch(
                op ->
                    op.op().spec() instanceof ConvolutionBackwardWeights weights
                        && weights.geometry().layout() == Layout.CHANNELS_FIRST));
  }

  @Test
  void hostOperatorsNeedNoExecutable() {
    builder.emit(new HostOp("h", List.of(Operand.read("x", 4)), operands -> {}), x);
    LoweredOp op = lowering.lower(builder.build()).ops().get(0);
    assertNull(op.executable());
    assertNull(op.workspace());
    assertEquals(List.of(), device.log);
  }

  @Test
  void aProgramWithoutOperatorsIsLegal() {
    assertEquals(Collections.emptyList(), lowering.lower(builder.build()).ops());
  }
}
