package io.decant.conformance.cases;

import io.decant.spi.op.Unary;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Functions of one number, over the part of the line where each is defined. */
final class UnaryCases implements CaseSource {
  @Override
  public List<OperatorCase> edges(Random random) {
    return Stream.of(Unary.Function.values())
        .flatMap(function -> Stream.of(1, 67).map(count -> wide(function, count, random)))
        .toList();
  }

  @Override
  public List<OperatorCase> empty(Random random) {
    return List.of(OperatorCase.of(Unary.of(Unary.Function.EXP, 0), random));
  }

  @Override
  public OperatorCase any(Random random) {
    Unary.Function function = Pick.of(random, Unary.Function.values());
    int count = Pick.length(random);
    return switch (function) {
      case CLAMP ->
          OperatorCase.of(new Unary(function, count, -0.5f, random.nextFloat() - 0.4f), random);
      case EQUAL, GREATER, SIGN ->
          OperatorCase.builder(new Unary(function, count, Pick.from(random, -2, 2), 0))
              .with(Values.whole(-3, 3), "x")
              .build(random);
      case POW ->
          OperatorCase.builder(new Unary(function, count, Pick.from(random, -3, 3), 0))
              .with(Values.nonZero(), "x")
              .build(random);
      default -> {
        Unary spec =
            new Unary(function, count, random.nextFloat() - 0.5f, random.nextFloat() - 0.5f);
        yield OperatorCase.builder(spec)
            .with(isForPositive(function) ? Values.uniform(0.01f, 3) : Values.uniform(-3, 3), "x")
            .build(random);
      }
    };
  }

  /** Returns a case whose numbers reach far enough to overflow careless formulas. */
  private static OperatorCase wide(Unary.Function function, int count, Random random) {
    Values numbers =
        switch (function) {
          case SQRT, LOG -> Values.uniform(0, 1e10f);
          case POW -> Values.uniform(0.001f, 100);
          case EXP, SIGMOID, TANH, SOFTPLUS, ELU -> Values.uniform(-120, 120);
          default -> Values.uniform(-1000, 1000);
        };
    float p = function == Unary.Function.POW ? -0.75f : function == Unary.Function.RELU ? 0 : 0.5f;
    return OperatorCase.builder(new Unary(function, count, p, 2)).with(numbers, "x").build(random);
  }

  private static boolean isForPositive(Unary.Function function) {
    return function == Unary.Function.SQRT || function == Unary.Function.LOG;
  }
}
