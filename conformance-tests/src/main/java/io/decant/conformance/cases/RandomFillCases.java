package io.decant.conformance.cases;

import io.decant.spi.op.RandomFill;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random numbers: every distribution, tiles that start far into the tensor, any seed. */
final class RandomFillCases implements CaseSource {
  @Override
  public List<OperatorCase> edges(Random random) {
    List<OperatorCase> cases = new ArrayList<>();
    for (RandomFill.Distribution distribution : RandomFill.Distribution.values()) {
      cases.add(of(new RandomFill(distribution, 1, 0.5f, 2, 0, 0, 0), random));
      cases.add(of(new RandomFill(distribution, 1003, 0.25f, 4, -7, -1, 8), random));
      cases.add(of(new RandomFill(distribution, 9, -0.5f, 1, 1L << 40, 3, 1L << 33), random));
    }
    return cases;
  }

  @Override
  public List<OperatorCase> empty(Random random) {
    return List.of(of(new RandomFill(RandomFill.Distribution.UNIFORM, 0, 0, 1, 1, 1, 0), random));
  }

  @Override
  public OperatorCase any(Random random) {
    return of(
        new RandomFill(
            Pick.of(random, RandomFill.Distribution.values()),
            Pick.length(random),
            random.nextFloat(),
            random.nextFloat() * 3,
            random.nextLong(),
            random.nextInt(),
            4L * random.nextInt(1 << 20)),
        random);
  }

  private static OperatorCase of(RandomFill spec, Random random) {
    return OperatorCase.builder(spec)
        .with(Values.integers(Integer.MAX_VALUE), "counter")
        .build(random);
  }
}
