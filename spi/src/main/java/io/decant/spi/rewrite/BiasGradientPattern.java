package io.decant.spi.rewrite;

import io.decant.spi.memory.Region;
import io.decant.spi.op.BiasReluBackward;
import io.decant.spi.op.ChannelSum;
import io.decant.spi.op.ReluBackward;
import java.util.List;
import java.util.Set;

/**
 * The gradient of a rectifier, whose sums are the gradient of a bias: {@link ReluBackward} and the
 * {@link ChannelSum} of its result, which stays. They meet at the place of the first.
 */
final class BiasGradientPattern implements Fusion.Pattern {
  @Override
  public List<Fused> match(Contents contents, int op) {
    if (!(contents.op(op).spec() instanceof ReluBackward relu) || relu.slope() != 0) {
      return List.of();
    }
    Region result = contents.region(op, 2);
    for (int reader : contents.readers(op, result.block())) {
      if (contents.op(reader).spec() instanceof ChannelSum sum
          && Contents.same(contents.region(reader, 0), result)
          && contents.writer(reader, result.block()) == op
          && contents.canMeet(Set.of(op, reader), op, op)) {
        return List.of(fused(contents, op, reader, sum));
      }
    }
    return List.of();
  }

  private static Fused fused(Contents contents, int relu, int reader, ChannelSum sum) {
    BiasReluBackward spec =
        new BiasReluBackward(sum.outer(), sum.channels(), sum.inner(), sum.accumulate());
    List<Region> regions =
        List.of(
            contents.region(relu, 0),
            contents.region(relu, 1),
            contents.region(reader, 1),
            contents.region(relu, 2));
    return new Fused(Set.of(relu, reader), relu, Contents.place(spec, regions, contents.op(relu)));
  }
}
