package io.decant.spi.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.Direction;
import io.decant.spi.memory.Program;
import io.decant.spi.memory.ProgramBuilder;
import io.decant.spi.memory.ProgramOp;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.BatchNorm;
import io.decant.spi.op.BatchNormBackward;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Broadcast;
import io.decant.spi.op.ChannelDot;
import io.decant.spi.op.ChannelMoments;
import io.decant.spi.op.ChannelSum;
import io.decant.spi.op.Copy;
import io.decant.spi.op.Normalise;
import io.decant.spi.op.NormaliseBackward;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.ReluBackward;
import io.decant.spi.op.ScaleShift;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Unary;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Batch normalisation, scale, sum and rectifier become one operator, or stay as they are. */
class BatchNormFusionTest {
  private static final Shape SHAPE = Shape.of(2, 3, 4);
  private static final Shape CHANNELS = Shape.of(3);
  private static final float EPS = 1e-5f;

  private final ProgramBuilder builder = new ProgramBuilder("p");
  private final Tensor data = persistent("data", SHAPE);
  private final Tensor scale = persistent("scale", CHANNELS);
  private final Tensor shift = persistent("shift", CHANNELS);
  private final Tensor scaleGradient = persistent("scale.diff", CHANNELS);
  private final Tensor shiftGradient = persistent("shift.diff", CHANNELS);
  private final Tensor outside = persistent("outside", SHAPE);
  private final Tensor mean = Tensor.create("mean", CHANNELS, BlockRole.ACTIVATION);
  private final Tensor variance = Tensor.create("variance", CHANNELS, BlockRole.ACTIVATION);
  private final Tensor x = activation("x");
  private Tensor normalised = x.successor("h");
  private Tensor scaled = normalised.successor("v");
  private Tensor y = scaled.successor("y");
  private final Tensor topGradient = Tensor.create("y.diff", SHAPE, BlockRole.GRADIENT);
  private final Tensor reluGradient = topGradient.successor("v.diff");
  private final Tensor scaledGradient = reluGradient.successor("h.diff");
  private final Tensor gradient = scaledGradient.successor("x.diff");

  @Test
  void aTestNetsChainIsOneOperator() {
    forward(true);
    emit("end", Direction.FORWARD, Copy.dense(24), y, outside);
    List<ProgramOp> ops = fused();
    assertEquals(
        List.of(
            "x FORWARD Copy",
            "bn FORWARD ChannelMoments",
            "bn FORWARD BatchNorm",
            "end FORWARD Copy"),
        names(ops));
    assertEquals(new BatchNorm(2, 3, 4, EPS, true, false, true), ops.get(2).spec());
    assertEquals(List.of("x", "mean", "variance", "scale", "shift", "x"), blocks(ops.get(2)));
  }

  @Test
  void theBackwardPassNeedsTheBottomAlone() {
    trainingPass(false);
    List<ProgramOp> ops = fused();
    assertEquals(
        List.of(
            "x FORWARD Copy",
            "bn FORWARD ChannelMoments",
            "bn FORWARD BatchNorm",
            "loss BACKWARD Copy",
            "bn BACKWARD BatchNormBackward",
            "scale UPDATE Copy",
            "scale UPDATE Copy",
            "x BACKWARD Copy"),
        names(ops));
    assertEquals(new BatchNormBackward(2, 3, 4, EPS, true, true, false, false), ops.get(4).spec());
    assertEquals(
        List.of(
            "y.diff",
            "x",
            "mean",
            "variance",
            "scale",
            "shift",
            "scale.diff",
            "shift.diff",
            "y.diff"),
        blocks(ops.get(4)));
    assertEquals(List.of("x", "mean", "variance", "scale", "shift", "v"), blocks(ops.get(2)));
  }

  @Test
  void sumsOfSeveralPassesStayAccumulated() {
    trainingPass(true);
    assertEquals(
        new BatchNormBackward(2, 3, 4, EPS, true, true, true, true), fused().get(4).spec());
  }

  @Test
  void aShortcutIsAddedOnTheWay() {
    Tensor shortcut = activation("shortcut");
    Tensor sum = activation("sum");
    Tensor top = sum.successor("top");
    forward(false);
    emit("shortcut", Direction.FORWARD, Copy.dense(24), data, shortcut);
    emit("add", Direction.FORWARD, new Binary(BinaryFunction.ADD, 24), shortcut, scaled, sum);
    emit("relu", Direction.FORWARD, Unary.of(Unary.Function.RELU, 24), sum, top);
    emit("end", Direction.FORWARD, Copy.dense(24), top, outside);
    List<ProgramOp> ops = fused();
    assertEquals(
        List.of(
            "x FORWARD Copy",
            "bn FORWARD ChannelMoments",
            "shortcut FORWARD Copy",
            "add FORWARD BatchNorm",
            "end FORWARD Copy"),
        names(ops));
    assertEquals(new BatchNorm(2, 3, 4, EPS, true, true, true), ops.get(3).spec());
    assertEquals(
        List.of("x", "mean", "variance", "scale", "shift", "shortcut", "sum"), blocks(ops.get(3)));
  }

  @Test
  void withoutScaleTheRectifierFollowsTheNormalisation() {
    y = normalised.successor("y");
    normalise();
    emit("relu", Direction.FORWARD, Unary.of(Unary.Function.RELU, 24), normalised, y);
    emit("loss", Direction.BACKWARD, Copy.dense(24), y, topGradient);
    reluBackward();
    Tensor dx = reluGradient.successor("dx");
    emit(
        "bn",
        Direction.BACKWARD,
        new NormaliseBackward(2, 3, 4, EPS),
        reluGradient,
        normalised,
        variance,
        dx);
    emit("x", Direction.BACKWARD, Copy.dense(24), dx, outside);
    List<ProgramOp> ops = fused();
    assertEquals(new BatchNorm(2, 3, 4, EPS, false, false, true), ops.get(2).spec());
    assertEquals(new BatchNormBackward(2, 3, 4, EPS, false, true, false, false), ops.get(4).spec());
  }

  @Test
  void theRectifiersGradientThatOthersReadStaysItsOwn() {
    trainingPass(
        false, () -> emit("other", Direction.BACKWARD, Copy.dense(24), reluGradient, outside));
    assertEquals(
        List.of(
            new ReluBackward(24, 0),
            new BatchNormBackward(2, 3, 4, EPS, true, false, false, false)),
        List.of(fused().get(4).spec(), fused().get(6).spec()));
  }

  @Test
  void aChainWhoseInnerResultIsReadStays() {
    refused(
        () -> {
          forward(true);
          emit("other", Direction.FORWARD, Copy.dense(24), normalised, outside);
        });
  }

  @Test
  void aRetainedInnerResultStays() {
    refused(
        () -> {
          builder.retain(normalised.value());
          forward(true);
        });
  }

  @Test
  void aScaleThatDoesNotLearnKeepsTheBackwardPassAsItIs() {
    refused(
        () -> {
          forward(true);
          emit("loss", Direction.BACKWARD, Copy.dense(24), y, topGradient);
          reluBackward();
          product();
          normaliseBackward();
        });
  }

  @Test
  void aBottomThatIsOverwrittenKeepsTheNormalisedValues() {
    normalised = activation("h");
    scaled = normalised.successor("v");
    y = scaled.successor("y");
    refused(
        () ->
            trainingPass(
                false, () -> emit("other", Direction.FORWARD, Copy.dense(24), outside, x)));
  }

  @Test
  void aProgramWhoseLayersAreLookedAtStays() {
    refused(
        () -> {
          forward(true);
          builder.observe();
        });
  }

  @Test
  void aProgramThatIsCutStays() {
    refused(
        () -> {
          forward(true);
          builder.cut();
        });
  }

  private void refused(Runnable emits) {
    emits.run();
    Program program = builder.build();
    assertEquals(program.ops(), new Fusion(new BatchNormPattern()).apply(program).ops());
  }

  private void trainingPass(boolean accumulate) {
    trainingPass(accumulate, () -> {});
  }

  /** Emits both passes, and after the first operator of the backward pass something else. */
  private void trainingPass(boolean accumulate, Runnable between) {
    forward(true);
    emit("loss", Direction.BACKWARD, Copy.dense(24), y, topGradient);
    reluBackward();
    between.run();
    emit(
        "scale",
        Direction.BACKWARD,
        new ChannelSum(2, 3, 4, accumulate),
        reluGradient,
        shiftGradient);
    emit(
        "scale",
        Direction.BACKWARD,
        new ChannelDot(2, 3, 4, accumulate),
        reluGradient,
        normalised,
        scaleGradient);
    product();
    emit("scale", Direction.UPDATE, Copy.dense(3), scaleGradient, scale);
    emit("scale", Direction.UPDATE, Copy.dense(3), shiftGradient, shift);
    normaliseBackward();
    emit("x", Direction.BACKWARD, Copy.dense(24), gradient, data);
  }

  private void forward(boolean rectified) {
    normalise();
    emit("scale", Direction.FORWARD, new ScaleShift(2, 3, 4), normalised, scale, shift, scaled);
    if (rectified) {
      emit("relu", Direction.FORWARD, Unary.of(Unary.Function.RELU, 24), scaled, y);
    }
  }

  private void normalise() {
    emit("x", Direction.FORWARD, Copy.dense(24), data, x);
    emit("bn", Direction.FORWARD, new ChannelMoments(2, 3, 4), x, mean, variance);
    emit("bn", Direction.FORWARD, new Normalise(2, 3, 4, EPS), x, mean, variance, normalised);
  }

  private void reluBackward() {
    emit("relu", Direction.BACKWARD, new ReluBackward(24, 0), topGradient, y, reluGradient);
  }

  private void product() {
    emit(
        "scale",
        Direction.BACKWARD,
        Broadcast.alongMiddle(BinaryFunction.MUL, 2, 3, 4),
        reluGradient,
        scale,
        scaledGradient);
  }

  private void normaliseBackward() {
    emit(
        "bn",
        Direction.BACKWARD,
        new NormaliseBackward(2, 3, 4, EPS),
        scaledGradient,
        normalised,
        variance,
        gradient);
  }

  private void emit(String layer, Direction direction, OpSpec spec, Tensor... operands) {
    builder.enter(layer, direction);
    builder.emit(spec, operands);
  }

  private List<ProgramOp> fused() {
    return new Fusion(new BatchNormPattern()).apply(builder.build()).ops();
  }

  private static List<String> names(List<ProgramOp> ops) {
    return ops.stream().map(ProgramOp::toString).toList();
  }

  private static List<String> blocks(ProgramOp op) {
    return op.operands().stream().map(region -> region.block().name()).toList();
  }

  private static Tensor activation(String name) {
    return Tensor.create(name, SHAPE, BlockRole.ACTIVATION);
  }

  private static Tensor persistent(String name, Shape shape) {
    return Tensor.createPersistent(name, shape, BlockRole.PARAMETER);
  }
}
