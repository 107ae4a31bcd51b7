package io.decant.spi.memory;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.decant.spi.op.Axpby;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Unary;
import org.junit.jupiter.api.Test;

/** When a value takes the place of an older one. */
class BlockAssignmentTest {
  private static final OpSpec RELU = Unary.of(Unary.Function.RELU, 4);
  private static final OpSpec ADD = new Binary(BinaryFunction.ADD, 4);

  private final ProgramBuilder builder = new ProgramBuilder("p");
  private final Tensor x = Tensor.createPersistent("x", Shape.of(4), BlockRole.INPUT);
  private final Tensor a = Tensor.create("a", Shape.of(4), BlockRole.ACTIVATION);
  private final Tensor b = a.successor("b");
  private final Tensor other = Tensor.create("other", Shape.of(4), BlockRole.ACTIVATION);

  @Test
  void inPlaceWhenNobodyReadsTheOlderValueLater() {
    builder.emit(RELU, x, a);
    builder.emit(RELU, a, other);
    builder.emit(RELU, a, b);
    builder.emit(RELU, b, other);
    assertShared(builder.build(), a, b);
  }

  @Test
  void apartWhenTheOlderValueIsReadLater() {
    builder.emit(RELU, x, a);
    builder.emit(RELU, a, b);
    builder.emit(ADD, a, b, other);
    assertApart(builder.build(), a, b);
  }

  @Test
  void apartWhenTheOlderValueIsChangedLater() {
    builder.emit(RELU, x, a);
    builder.emit(RELU, a, b);
    builder.emit(Axpby.of(4, 1, 1), x, a);
    builder.emit(RELU, b, other);
    assertApart(builder.build(), a, b);
  }

  @Test
  void apartWhenTheOlderValueIsRetained() {
    builder.emit(RELU, x, a);
    builder.emit(RELU, a, b);
    builder.retain(a.value());
    assertApart(builder.build(), a, b);
  }

  @Test
  void aRetainedNewerValueMayTakeThePlace() {
    builder.emit(RELU, x, a);
    builder.emit(RELU, a, b);
    builder.retain(b.value());
    assertShared(builder.build(), a, b);
  }

  @Test
  void chainsShareOneBlock() {
    Tensor c = b.successor("c");
    builder.emit(RELU, x, a);
    builder.emit(RELU, a, b);
    builder.emit(RELU, b, c);
    Program program = builder.build();
    assertShared(program, a, b);
    assertShared(program, a, c);
  }

  @Test
  void aChainEndsWhereAnEarlierValueIsStillRead() {
    Tensor c = b.successor("c");
    builder.emit(RELU, x, a);
    builder.emit(RELU, a, b);
    builder.emit(RELU, b, c);
    builder.emit(ADD, a, c, other);
    Program program = builder.build();
    assertApart(program, a, b);
    assertApart(program, a, c);
    assertShared(program, b, c);
  }

  @Test
  void aLinkOfTheChainThatIsReadLaterBreaksItThere() {
    Tensor c = b.successor("c");
    builder.emit(RELU, x, a);
    builder.emit(RELU, a, b);
    builder.emit(RELU, b, c);
    builder.emit(ADD, b, c, other);
    Program program = builder.build();
    assertShared(program, a, b);
    assertApart(program, b, c);
  }

  @Test
  void ofTwoSuccessorsTheOneTakesThePlaceWhoseTurnItIs() {
    Tensor c = a.successor("c");
    builder.emit(RELU, x, a);
    builder.emit(RELU, a, b);
    builder.emit(RELU, a, c);
    builder.emit(ADD, b, c, other);
    Program program = builder.build();
    assertApart(program, a, b);
    assertShared(program, a, c);
    assertApart(program, b, c);
  }

  @Test
  void aRetainedSuccessorIsNotOverwrittenByASecondOne() {
    Tensor c = a.successor("c");
    builder.emit(RELU, x, a);
    builder.emit(RELU, a, b);
    builder.emit(RELU, x, c);
    builder.retain(b.value());
    Program program = builder.build();
    assertShared(program, a, b);
    assertApart(program, b, c);
  }

  @Test
  void persistentValuesAreNeverOverwritten() {
    Tensor next = x.successor("next");
    builder.emit(RELU, x, next);
    assertApart(builder.build(), x, next);
  }

  @Test
  void aValueWhosePredecessorIsUnusedHasItsOwnBlock() {
    builder.emit(RELU, x, b);
    builder.emit(RELU, b, other);
    Program program = builder.build();
    assertNotSame(program.region(b).block(), program.region(other).block());
  }

  @Test
  void aSharingProgramUsesTheSameBlocks() {
    builder.emit(RELU, x, a);
    builder.emit(RELU, a, b);
    Program first = builder.build();
    ProgramBuilder sharing = ProgramBuilder.sharing(first, "second");
    sharing.emit(RELU, x, a);
    sharing.emit(RELU, a, b);
    sharing.emit(RELU, b, other);
    Program second = sharing.build();
    assertSame(first.region(a).block(), second.region(a).block());
    assertSame(first.region(b).block(), second.region(b).block());
  }

  @Test
  void inASharingProgramNobodyTakesABlockThatASharedValueStillNeeds() {
    builder.emit(RELU, x, a);
    builder.emit(RELU, a, b);
    Program first = builder.build();
    ProgramBuilder sharing = ProgramBuilder.sharing(first, "second");
    Tensor c = a.successor("c");
    sharing.emit(RELU, x, a);
    sharing.emit(RELU, a, c);
    sharing.emit(RELU, x, b);
    sharing.emit(ADD, b, c, other);
    assertApart(sharing.build(), b, c);
  }

  @Test
  void aSharingProgramThatStillReadsTheOlderValueKeepsTheNewerApart() {
    Tensor c = b.successor("c");
    builder.emit(RELU, x, a);
    builder.emit(RELU, a, b);
    builder.emit(RELU, b, c);
    Program first = builder.build();
    assertShared(first, a, c);
    ProgramBuilder sharing = ProgramBuilder.sharing(first, "second");
    sharing.emit(RELU, x, a);
    sharing.emit(RELU, a, b);
    sharing.emit(RELU, b, c);
    sharing.emit(ADD, a, c, other);
    Program second = sharing.build();
    assertSame(first.region(a).block(), second.region(a).block());
    assertApart(second, a, b);
    assertApart(second, a, c);
  }

  private static void assertShared(Program program, Tensor one, Tensor two) {
    assertSame(program.region(one).block(), program.region(two).block());
  }

  private static void assertApart(Program program, Tensor one, Tensor two) {
    assertNotSame(program.region(one).block(), program.region(two).block());
  }
}
