package io.decant.spi.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.Direction;
import io.decant.spi.memory.Program;
import io.decant.spi.memory.ProgramBuilder;
import io.decant.spi.memory.ProgramOp;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.Convolution;
import io.decant.spi.op.ConvolutionGeometry;
import io.decant.spi.op.Copy;
import io.decant.spi.op.Gemm;
import io.decant.spi.op.Layout;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Unary;
import io.decant.spi.op.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Which operators change, and where conversions are. Numbers are checked where nets run. */
class ChannelsLastTest {
  private static final ConvolutionGeometry SIZES =
      new ConvolutionGeometry(
          2,
          1,
          4,
          4,
          new Window(
              4,
              List.of(6L, 6L),
              List.of(3L, 3L),
              List.of(1L, 1L),
              List.of(1L, 1L),
              List.of(1L, 1L),
              List.of(1L, 1L)));
  private static final long COUNT = SIZES.inputExtents().count();

  private final Tensor data = Tensor.createPersistent("data", image(), BlockRole.INPUT);
  private final Tensor weights =
      Tensor.createPersistent("w", Shape.of(4, 4, 3, 3), BlockRole.PARAMETER);
  private final Tensor first = Tensor.create("first", image(), BlockRole.ACTIVATION);
  private final Tensor second = Tensor.create("second", image(), BlockRole.ACTIVATION);
  private final Tensor third = Tensor.create("third", image(), BlockRole.ACTIVATION);
  private final Tensor score = Tensor.create("score", Shape.of(2, 1), BlockRole.ACTIVATION);
  private final List<OpSpec> asked = new ArrayList<>();

  private static Shape image() {
    return Shape.of(2, 4, 6, 6);
  }

  @Test
  void whatLiesBetweenConvolutionsIsNotConverted() {
    assertEquals(
        List.of(
            "one: Copy data -> data (channels last)",
            "one: Copy w -> w (channels last)",
            "one: Convolution data (channels last), w (channels last) -> first (channels last)",
            "relu: Unary first (channels last) -> second (channels last)",
            "two: Copy w -> w (channels last)",
            "two: Convolution second (channels last), w (channels last) -> third (channels last)",
            "score: Copy third (channels last) -> third",
            "score: Gemm third, third -> score"),
        lines(ChannelsLast.everywhere().apply(builder().build())));
  }

  @Test
  void whatUsersLookAtHasChannelsFirstBehindItsLayer() {
    ProgramBuilder builder = builder();
    builder.retain(second.value());
    List<String> lines = lines(ChannelsLast.everywhere().apply(builder.build()));
    assertEquals(
        List.of(
            "relu: Unary first (channels last) -> second (channels last)",
            "relu: Copy second (channels last) -> second",
            "two: Copy second -> second (channels last)"),
        lines.subList(3, 6));
  }

  @Test
  void copiesTurnOneOrderIntoTheOther() {
    Program program = ChannelsLast.everywhere().apply(builder().build());
    Copy there = (Copy) program.ops().get(0).spec();
    assertEquals(Shape.of(2, 36, 4), there.y().shape());
    assertTrue(there.y().isDense());
    assertEquals(36, there.x().stride(2), "channels");
    Copy back = (Copy) program.ops().get(6).spec();
    assertEquals(Shape.of(2, 4, 36), back.y().shape());
    assertEquals(4, back.x().stride(2), "positions");
  }

  @Test
  void gainsMustExceedConversions() {
    Program program = builder().build();
    assertSame(program, whereFaster(10, 10, 0).apply(program), "no gain");
    assertSame(program, whereFaster(10, 9, 1).apply(program), "a gain of 2 for 4 conversions");
    Program changed = whereFaster(10, 9, 0.45).apply(program);
    assertEquals(lines(ChannelsLast.everywhere().apply(program)), lines(changed));
    assertSame(program, whereFaster(10, 9, -1).apply(program), "conversions of unknown cost");
  }

  @Test
  void productsAreAskedForInTheirArithmetic() {
    whereFaster(10, 9, 0.1).apply(builder().build());
    assertTrue(asked.stream().anyMatch(Convolution.class::isInstance));
    asked.stream()
        .filter(Convolution.class::isInstance)
        .forEach(spec -> assertEquals(ComputeMode.TF32, ((Convolution) spec).mode()));
  }

  @Test
  void programsThatStopInBetweenStayAsTheyAre() {
    ProgramBuilder cut = builder();
    cut.cut();
    Program stops = cut.build();
    assertSame(stops, ChannelsLast.everywhere().apply(stops));
    ProgramBuilder observed = builder();
    observed.observe();
    Program seen = observed.build();
    assertSame(seen, ChannelsLast.everywhere().apply(seen));
  }

  @Test
  void programsThatShareBlocksShareThoseWithChannelsLast() {
    ChannelsLast rewrite = ChannelsLast.everywhere();
    Program program = builder().build();
    Program other = emit(ProgramBuilder.sharing(program, "other")).build();
    Block block = rewrite.apply(program).ops().get(2).operands().get(2).block();
    assertEquals("first (channels last)", block.name());
    assertSame(block, rewrite.apply(other).ops().get(2).operands().get(2).block());
    assertNotEquals(
        block, ChannelsLast.everywhere().apply(other).ops().get(2).operands().get(2).block());
  }

  private ChannelsLast whereFaster(double first, double last, double conversion) {
    return ChannelsLast.whereFaster(
        spec -> {
          asked.add(spec);
          if (spec instanceof Convolution op) {
            return OptionalDouble.of(op.geometry().layout() == Layout.CHANNELS_LAST ? last : first);
          }
          return conversion < 0 ? OptionalDouble.empty() : OptionalDouble.of(conversion);
        },
        ComputeMode.TF32);
  }

  private ProgramBuilder builder() {
    return emit(new ProgramBuilder("p"));
  }

  /** Two convolutions with a rectifier between them, and a product of all that comes out. */
  private ProgramBuilder emit(ProgramBuilder builder) {
    Convolution convolution = new Convolution(SIZES, false, ComputeMode.FLOAT32);
    builder.enter("one", Direction.FORWARD);
    builder.emit(convolution, data, weights, first);
    builder.enter("relu", Direction.FORWARD);
    builder.emit(Unary.of(Unary.Function.RELU, COUNT), first, second);
    builder.enter("two", Direction.FORWARD);
    builder.emit(convolution, second, weights, third);
    builder.enter("score", Direction.FORWARD);
    long features = COUNT / 2;
    builder.emit(
        Gemm.dense(2, 1, features, false, true, 1, 0),
        third,
        third.slice(0, Shape.of(features)),
        score);
    return builder;
  }

  private static List<String> lines(Program program) {
    return program.ops().stream().map(ChannelsLastTest::line).toList();
  }

  private static String line(ProgramOp op) {
    List<String> names =
        new ArrayList<>(op.operands().stream().map(region -> region.block().name()).toList());
    String result = names.remove(names.size() - 1);
    return op.layer() + ": " + op.spec().name() + " " + String.join(", ", names) + " -> " + result;
  }
}
