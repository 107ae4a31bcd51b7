package io.decant.conformance.cases;

import io.decant.spi.op.Gather;
import io.decant.spi.op.IndexLayout;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.ScatterAdd;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Gathering and scattering: every index layout, repeated indices, indices that are out of range.
 */
final class IndexCases implements CaseSource {
  static final CaseSource GATHER =
      new IndexCases(
          (sizes, layout, random) -> new Gather(sizes[0], sizes[1], sizes[2], sizes[3], layout));

  static final CaseSource SCATTER_ADD =
      new IndexCases(
          (sizes, layout, random) ->
              new ScatterAdd(sizes[0], sizes[1], sizes[2], sizes[3], layout, random.nextBoolean()));

  private interface Factory {
    OpSpec create(long[] sizes, IndexLayout layout, Random random);
  }

  private final Factory factory;

  private IndexCases(Factory factory) {
    this.factory = factory;
  }

  @Override
  public List<OperatorCase> edges(Random random) {
    List<OperatorCase> cases = new ArrayList<>();
    for (int axes = 0; axes < 8; axes++) {
      cases.add(of(random, axes, 3, 5, 4, 6));
      cases.add(of(random, axes, 2, 3, 9, 1));
    }
    cases.add(of(random, 7, 1, 1, 1, 1));
    cases.add(of(random, 2, 1, 10, 1000, 1));
    cases.add(of(random, 7, 6, 144, 36, 1));
    return cases;
  }

  @Override
  public List<OperatorCase> empty(Random random) {
    return List.of(
        of(random, 7, 0, 5, 4, 3),
        of(random, 7, 2, 0, 4, 3),
        of(random, 7, 2, 5, 0, 3),
        of(random, 2, 2, 5, 4, 0));
  }

  @Override
  public OperatorCase any(Random random) {
    return of(
        random,
        random.nextInt(8),
        Pick.from(random, 1, 5),
        Pick.from(random, 1, 12),
        Pick.from(random, 1, 20),
        Pick.from(random, 1, 9));
  }

  private OperatorCase of(Random random, int axes, long... sizes) {
    IndexLayout layout = new IndexLayout((axes & 1) != 0, (axes & 2) != 0, (axes & 4) != 0);
    return OperatorCase.builder(factory.create(sizes, layout, random))
        .with(
            random.nextBoolean() ? Values.strayIndices(sizes[1]) : Values.indices(sizes[1]),
            "index")
        .build(random);
  }
}
