package io.decant.conformance.cases;

import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Functions of two numbers. */
final class BinaryCases implements CaseSource {
  @Override
  public List<OperatorCase> edges(Random random) {
    return Stream.of(BinaryFunction.values())
        .flatMap(function -> Stream.of(1, 33).map(count -> of(new Binary(function, count), random)))
        .toList();
  }

  @Override
  public List<OperatorCase> empty(Random random) {
    return List.of(OperatorCase.of(new Binary(BinaryFunction.DIV, 0), random));
  }

  @Override
  public OperatorCase any(Random random) {
    return of(new Binary(Pick.of(random, BinaryFunction.values()), Pick.length(random)), random);
  }

  private static OperatorCase of(Binary spec, Random random) {
    return withData(OperatorCase.builder(spec), spec.function()).build(random);
  }

  /** Chooses x and y so that the function is defined, and comparisons meet equal numbers. */
  static OperatorCase.Builder withData(OperatorCase.Builder builder, BinaryFunction function) {
    return switch (function) {
      case ADD, SUB, MUL -> builder;
      case DIV -> builder.with(Values.nonZero(), "y");
      case POW -> builder.with(Values.uniform(0.1f, 4), "x").with(Values.uniform(-3, 3), "y");
      case MASK ->
          builder
              .with(Values.oneOf(1, -2, 0, Float.NaN), "x")
              .with(Values.oneOf(0, 0, 1, 0.5f), "y");
      case MAX, MIN, GREATER, GREATER_EQUAL, EQUAL -> builder.with(Values.whole(-2, 2), "x", "y");
    };
  }
}
