package io.decant.spi.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.op.Copy;
import io.decant.spi.op.DType;
import io.decant.spi.op.Intent;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Operand;
import io.decant.spi.op.Shape;
import io.decant.spi.op.TensorSpec;
import io.decant.spi.op.Unary;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProgramBuilderTest {
  private static final OpSpec RELU = Unary.of(Unary.Function.RELU, 4);

  private final ProgramBuilder builder = new ProgramBuilder("p");
  private final Tensor x = Tensor.createPersistent("x", Shape.of(4), BlockRole.INPUT);
  private final Tensor y = Tensor.create("y", Shape.of(4), BlockRole.ACTIVATION);

  @Test
  void operatorsKeepOrderLayerAndDirection() {
    builder.enter("a", Direction.FORWARD);
    builder.emit(RELU, x, y);
    builder.enter("b", Direction.BACKWARD);
    builder.emit(Copy.dense(2), y.slice(2, Shape.of(2)), y.slice(0, Shape.of(2)));
    builder.retain(y.value());
    Program program = builder.build();
    assertEquals("p", program.name());
    assertEquals(List.of("a FORWARD Unary", "b BACKWARD Copy"), names(program));
    ProgramOp copy = program.ops().get(1);
    assertEquals(8, copy.operands().get(0).offset());
    assertSame(copy.operands().get(0).block(), copy.operands().get(1).block());
    assertSame(x.value().persistentBlock(), program.ops().get(0).operands().get(0).block());
    assertEquals(Set.of(program.region(y).block()), program.retained());
  }

  @Test
  void regionsAreThoseOfTheTensorsAsked() {
    builder.emit(RELU, x, y);
    Program program = builder.build();
    Region part = program.region(y.slice(1, Shape.of(2)));
    assertEquals(4, part.offset());
    assertEquals(TensorSpec.float32(2), part.tensor());
    assertTrue(program.contains(y.value()));
    Tensor stranger = Tensor.create("stranger", Shape.of(4), BlockRole.ACTIVATION);
    assertFalse(program.contains(stranger.value()));
    IllegalArgumentException unknown =
        assertThrows(IllegalArgumentException.class, () -> program.region(stranger));
    assertTrue(unknown.getMessage().contains("stranger"), unknown.getMessage());
    Tensor persistent = Tensor.createPersistent("w", Shape.of(4), BlockRole.PARAMETER);
    assertSame(persistent.value().persistentBlock(), program.region(persistent).block());
  }

  @Test
  void refusesTensorsThatDoNotFit() {
    builder.enter("conv1", Direction.FORWARD);
    IllegalArgumentException few =
        assertThrows(IllegalArgumentException.class, () -> builder.emit(RELU, x));
    assertTrue(few.getMessage().contains("'conv1'"), few.getMessage());
    assertTrue(few.getMessage().contains("2 operands"), few.getMessage());
    Tensor small = Tensor.create("small", Shape.of(3), BlockRole.ACTIVATION);
    IllegalArgumentException tooSmall =
        assertThrows(IllegalArgumentException.class, () -> builder.emit(RELU, x, small));
    assertTrue(tooSmall.getMessage().contains("operand y"), tooSmall.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> builder.emit(RELU, x, y.slice(1, Shape.of(3))),
        "an operand may not reach beyond its value");
    OpSpec integers =
        new HostOp(
            "h",
            List.of(new Operand("i", TensorSpec.dense(DType.INT32, Shape.of(4)), Intent.READ)),
            operands -> {});
    assertThrows(IllegalArgumentException.class, () -> builder.emit(integers, x));
  }

  private static List<String> names(Program program) {
    return program.ops().stream().map(ProgramOp::toString).toList();
  }

  @Test
  void layersAreDescribedByTheBlocksOfTheirBlobs() {
    Tensor inPlace = y.successor("y2");
    builder.emit(RELU, x, y);
    builder.emit(RELU, y, inPlace);
    Tensor unused = Tensor.create("unused", Shape.of(4), BlockRole.GRADIENT);
    builder.describe(layer("first", false, blob(x, null), blob(y, unused)));
    builder.describe(layer("second", true, blob(y, null), blob(inPlace, null)));
    builder.describe(layer("third", true, blob(x, null), blob(y, null)));
    Program program = builder.build();
    List<LayerStorage<Block>> layers = program.layers();
    assertEquals(
        List.of("first", "second", "third"), layers.stream().map(LayerStorage::layer).toList());
    Block shared = program.region(y).block();
    assertSame(x.value().persistentBlock(), layers.get(0).bottoms().get(0).data());
    assertEquals(List.of(shared), layers.get(0).tops().get(0).storage());
    assertEquals(layers.get(1).bottoms(), layers.get(1).tops());
    assertFalse(layers.get(0).worksInPlace());
    assertTrue(layers.get(1).worksInPlace());
    assertFalse(layers.get(2).worksInPlace());
  }

  private static LayerStorage.Blob<Value> blob(Tensor data, @Nullable Tensor diff) {
    return new LayerStorage.Blob<>(data.value(), diff == null ? null : diff.value());
  }

  private static LayerStorage<Value> layer(
      String name, boolean inPlace, LayerStorage.Blob<Value> bottom, LayerStorage.Blob<Value> top) {
    return new LayerStorage<>(
        name, "ReLU", inPlace, true, List.of(bottom), List.of(top), List.of());
  }
}
