package io.decant.conformance.cases;

import io.decant.spi.op.ChannelSum;
import java.util.List;
import java.util.Random;

/** Gradients of biases. */
final class ChannelSumCases implements CaseSource {
  @Override
  public List<OperatorCase> edges(Random random) {
    return List.of(
        OperatorCase.of(new ChannelSum(1, 1, 1, false), random),
        OperatorCase.of(new ChannelSum(64, 10, 1, false), random),
        OperatorCase.of(new ChannelSum(7, 5, 33, true), random));
  }

  @Override
  public List<OperatorCase> empty(Random random) {
    return List.of(
        OperatorCase.of(new ChannelSum(0, 3, 4, false), random),
        OperatorCase.of(new ChannelSum(2, 3, 0, true), random),
        OperatorCase.of(new ChannelSum(2, 0, 4, false), random));
  }

  @Override
  public OperatorCase any(Random random) {
    return OperatorCase.of(
        new ChannelSum(
            Pick.from(random, 1, 9),
            Pick.from(random, 1, 30),
            Pick.length(random),
            random.nextBoolean()),
        random);
  }
}
