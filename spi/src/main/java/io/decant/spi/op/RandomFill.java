package io.decant.spi.op;

import java.util.List;

/**
 * Counter-based random numbers, the same on every backend: Philox4x32-10 (Salmon et al., "Parallel
 * random numbers: as easy as 1, 2, 3", SC 2011).
 *
 * <p>Element e (counted in the untiled tensor: {@code first} + position) takes word {@code e mod 4}
 * of the block with counter words {@code (e / 4 mod 2^32, stream, iteration, subIteration)} and key
 * words {@code (low 32 bits of seed, high 32 bits of seed)}. Of a word w, {@code u = (w >>> 8) *
 * 2^-24}.
 *
 * <p>Operands: {@code counter}, two INT32 (iteration, sub-iteration), read; {@code y} overwritten.
 *
 * @param distribution the distribution
 * @param count number of elements
 * @param p first parameter of the distribution
 * @param q second parameter of the distribution
 * @param seed the run's seed
 * @param stream tells operators of one run apart
 * @param first index of y's first element in the untiled tensor, a multiple of 4
 */
public record RandomFill(
    Distribution distribution, long count, float p, float q, long seed, int stream, long first)
    implements MandatoryOp {
  /** The distributions. */
  public enum Distribution {
    /** {@code p + (q - p) * u}. */
    UNIFORM,
    /** {@code u < p ? q : 0}. */
    BERNOULLI,
    /**
     * Mean p, standard deviation q, by Box and Muller: words 0 and 1 of a block give {@code r cos
     * t} and {@code r sin t} with {@code r = sqrt(-2 ln(1 - u0))}, {@code t = 2 pi u1}; words 2 and
     * 3 the next two.
     */
    GAUSSIAN
  }

  /** Checks that a tile starts with a whole block. */
  public RandomFill {
    if (first < 0 || first % 4 != 0) {
      throw new IllegalArgumentException("first element " + first + " is not a multiple of 4");
    }
  }

  @Override
  public List<Operand> operands() {
    return List.of(
        new Operand("counter", TensorSpec.dense(DType.INT32, Shape.of(2)), Intent.READ),
        Operand.write("y", count));
  }

  @Override
  public Cost cost() {
    return Cost.of(10 * count, operands());
  }

  @Override
  public List<TileAxis> tileAxes() {
    return List.of(TileAxis.of("elements", count, this::elements).atMultiplesOf(4));
  }

  private Tile elements(long begin, long end) {
    RandomFill part = new RandomFill(distribution, end - begin, p, q, seed, stream, first + begin);
    return Tile.cut(this, part, begin, end, Tile.WHOLE, 0);
  }
}
