package io.decant.spi.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.spi.device.PrepareOptions;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.HostOp;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.ProgramBuilder;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Axpby;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Copy;
import io.decant.spi.op.DType;
import io.decant.spi.op.Fill;
import io.decant.spi.op.Intent;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Operand;
import io.decant.spi.op.Shape;
import io.decant.spi.op.TensorSpec;
import io.decant.spi.op.Unary;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What lowering finds out about each block that an operator touches. */
class AccessesTest {
  private static final OpSpec RELU = Unary.of(Unary.Function.RELU, 4);

  private final FakeDevice device = new FakeDevice();
  private final ProgramBuilder builder = new ProgramBuilder("p");
  private final Tensor x = Tensor.createPersistent("x", Shape.of(4), BlockRole.INPUT);
  private final Tensor a = Tensor.create("a", Shape.of(4), BlockRole.ACTIVATION);
  private final Tensor b = Tensor.create("b", Shape.of(4), BlockRole.ACTIVATION);
  private final Tensor wide = Tensor.create("wide", Shape.of(8), BlockRole.ACTIVATION);

  @Test
  void whatIsReadIsFetchedAndDiesWithItsLastReader() {
    builder.emit(RELU, x, a);
    builder.emit(RELU, a, b);
    builder.emit(new Binary(BinaryFunction.ADD, 4), a, b, x);
    assertAccesses("x:fetch a:write", "a:fetch b:write", "a:fetch,dead b:fetch,dead x:write");
  }

  @Test
  void whatIsOverwrittenDiesBefore() {
    builder.emit(RELU, x, a);
    builder.emit(RELU, a, b);
    builder.emit(RELU, x, a);
    builder.emit(new Binary(BinaryFunction.ADD, 4), a, b, x);
    assertAccesses(
        "x:fetch a:write",
        "a:fetch,dead b:write",
        "x:fetch a:write",
        "a:fetch,dead b:fetch,dead x:write");
  }

  @Test
  void whatNobodyReadsDiesAtOnceUnlessItIsRetained() {
    builder.emit(RELU, x, a);
    builder.emit(RELU, x, b);
    builder.retain(b.value());
    assertAccesses("x:fetch a:write,dead", "x:fetch b:write");
  }

  @Test
  void aRetainedBlockNeverDiesNotEvenWhenItIsOverwrittenLater() {
    builder.emit(RELU, x, a);
    builder.emit(RELU, x, a);
    builder.retain(a.value());
    assertAccesses("x:fetch a:write", "x:fetch a:write");
  }

  @Test
  void partsThatAreWrittenKeepTheOthers() {
    builder.emit(Copy.dense(4), x, wide.slice(0, Shape.of(4)));
    builder.emit(Copy.dense(4), x, wide.slice(4, Shape.of(4)));
    builder.emit(RELU, wide.slice(2, Shape.of(4)), x);
    assertAccesses(
        "x:fetch wide:fetch,write", "x:fetch wide:fetch,write", "wide:fetch,dead x:write");
  }

  @Test
  void aStridedResultIsAPart() {
    TensorSpec everyOther = TensorSpec.strided(DType.FLOAT32, Shape.of(4), 2);
    builder.emit(new Copy(TensorSpec.float32(4), everyOther), x, wide);
    builder.emit(RELU, wide.slice(0, Shape.of(4)), x);
    assertAccesses("x:fetch wide:fetch,write", "wide:fetch,dead x:write");
  }

  @Test
  void inPlaceIsOneAccessThatReadsAndWrites() {
    builder.emit(RELU, x, a);
    builder.emit(RELU, a, a);
    builder.emit(Axpby.of(4, 1, 1), x, a);
    builder.emit(RELU, a, x);
    assertAccesses(
        "x:fetch a:write", "a:fetch,write", "x:fetch a:fetch,write", "a:fetch,dead x:write");
  }

  @Test
  void changesAfterTheLastReaderAreDead() {
    builder.emit(RELU, x, a);
    builder.emit(RELU, a, b);
    builder.emit(Axpby.of(4, 1, 1), x, a);
    builder.emit(RELU, b, x);
    assertAccesses(
        "x:fetch a:write", "a:fetch b:write", "x:fetch a:fetch,write,dead", "b:fetch,dead x:write");
  }

  @Test
  void scratchIsNeitherFetchedNorKept() {
    OpSpec host =
        new HostOp(
            "h",
            List.of(
                Operand.read("x", 4),
                new Operand("scratch", TensorSpec.float32(4), Intent.DISCARD)),
            operands -> {});
    builder.emit(RELU, x, a);
    builder.emit(RELU, a, b);
    builder.emit(host, b, a);
    assertAccesses("x:fetch a:write", "a:fetch,dead b:write", "b:fetch,dead a:write,dead");
  }

  @Test
  void persistentBlocksNeverDie() {
    builder.emit(new Fill(4, 0), x);
    assertAccesses("x:write");
  }

  @Test
  void workspacesAreBlocksOfTheirOwnThatDieAtOnce() {
    device.workspace = spec -> 10;
    builder.emit(RELU, x, a);
    builder.emit(RELU, a, x);
    List<LoweredOp> ops = lower().ops();
    assertEquals("x:fetch a:write .Unary:write,dead", text(ops.get(0)));
    assertEquals("a:fetch,dead x:write .Unary:write,dead", text(ops.get(1)));
    assertEquals(12, ops.get(0).accesses().get(2).block().bytes(), "whole words");
    assertEquals(3 * 64, ops.get(0).workingSetBytes(64));
    assertEquals(16 + 16 + 12, ops.get(0).workingSetBytes(4));
  }

  private LoweredProgram lower() {
    return new Lowering(device, PrepareOptions.DEFAULT, spec -> {}).lower(builder.build());
  }

  private void assertAccesses(String... expected) {
    assertEquals(List.of(expected), lower().ops().stream().map(AccessesTest::text).toList());
  }

  private static String text(LoweredOp op) {
    return op.accesses().stream().map(AccessesTest::text).collect(Collectors.joining(" "));
  }

  private static String text(BlockAccess access) {
    StringBuilder text = new StringBuilder(access.block().name()).append(':');
    if (access.fetch()) {
      text.append("fetch,");
    }
    if (access.writes()) {
      text.append("write,");
    }
    if (access.dead()) {
      text.append("dead,");
    }
    return text.substring(0, text.length() - 1);
  }
}
