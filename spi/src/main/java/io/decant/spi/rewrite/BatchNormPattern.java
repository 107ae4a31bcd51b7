package io.decant.spi.rewrite;

import io.decant.spi.memory.Region;
import io.decant.spi.op.BatchNorm;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Normalise;
import io.decant.spi.op.ScaleShift;
import io.decant.spi.op.Unary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * Normalisation with what follows it: {@link Normalise}, {@link ScaleShift}, the sum with a
 * shortcut, the rectifier. Where a backward pass looks at the normalised values, its part becomes
 * one operator as well, which needs the bottom instead; or nothing is fused.
 */
final class BatchNormPattern implements Fusion.Pattern {
  @Override
  public List<Fused> match(Contents contents, int op) {
    if (!(contents.op(op).spec() instanceof Normalise normalise)) {
      return List.of();
    }
    Chain chain = new Chain(contents, op, normalise);
    if (chain.members.size() == 1 || chain.overlaps()) {
      return List.of();
    }
    List<Fused> fused = new ArrayList<>();
    fused.add(chain.fused());
    if (!chain.gradient.isEmpty()) {
      Optional<Fused> backward = new BatchNormGradient(contents, chain).fused();
      if (backward.isEmpty()) {
        return List.of();
      }
      fused.add(backward.get());
    }
    return fused;
  }

  /** The forward pass, as far as it goes. */
  static final class Chain {
    private final Contents contents;
    private final Set<Integer> members = new TreeSet<>();
    private int last;
    private int at;
    private int add = -1;

    /** The index of {@link Normalise}. */
    final int first;

    final Normalise normalise;

    /** The index of {@link ScaleShift}, or -1. */
    final int scale;

    /** The index of the rectifier, or -1. */
    final int relu;

    /** The operators besides the chain's that look at the normalised values. */
    final Set<Integer> gradient;

    Chain(Contents contents, int first, Normalise normalise) {
      this.contents = contents;
      this.first = first;
      this.at = first;
      this.last = first;
      this.normalise = normalise;
      members.add(first);
      this.gradient = new TreeSet<>(contents.readers(first, normalised().block()));
      gradient.removeIf(reader -> follows(reader));
      this.scale = extend(this::isScale);
      extendBySum();
      this.relu = extend(this::isRelu);
    }

    Region x() {
      return contents.region(first, 0);
    }

    Region normalised() {
      return contents.region(first, 3);
    }

    /** Returns mean and variance, and behind them scale and shift if there are any. */
    List<Region> ofChannels() {
      List<Region> regions = new ArrayList<>();
      regions.add(contents.region(first, 1));
      regions.add(contents.region(first, 2));
      if (scale >= 0) {
        regions.add(contents.region(scale, 1));
        regions.add(contents.region(scale, 2));
      }
      return regions;
    }

    boolean isAdded() {
      return add >= 0;
    }

    Region result() {
      List<Region> operands = contents.op(last).operands();
      return operands.get(operands.size() - 1);
    }

    private boolean follows(int reader) {
      return isScale(reader) || isRelu(reader) || isSum(reader);
    }

    private boolean isScale(int op) {
      return last == first
          && contents.op(op).spec() instanceof ScaleShift spec
          && spec.outer() == normalise.outer()
          && spec.channels() == normalise.channels()
          && spec.inner() == normalise.inner()
          && Contents.same(contents.region(op, 0), result());
    }

    private boolean isRelu(int op) {
      return contents.op(op).spec() instanceof Unary spec
          && spec.function() == Unary.Function.RELU
          && spec.p() == 0
          && Contents.same(contents.region(op, 0), result());
    }

    private boolean isSum(int op) {
      return contents.op(op).spec() instanceof Binary spec
          && spec.function() == BinaryFunction.ADD
          && contents.region(op, 0).block() != contents.region(op, 1).block()
          && (Contents.same(contents.region(op, 0), result())
              || Contents.same(contents.region(op, 1), result()));
    }

    private Region summand() {
      Region first = contents.region(add, 0);
      Region normalised = scale >= 0 ? contents.region(scale, 3) : contents.region(this.first, 3);
      return Contents.same(first, normalised) ? contents.region(add, 1) : first;
    }

    /** Takes the only reader of what there is so far, if it is the one looked for. */
    private int extend(IntPredicate wanted) {
      int next = next();
      if (next < 0 || !wanted.test(next) || !movable(next, at)) {
        return -1;
      }
      members.add(next);
      last = next;
      return next;
    }

    private void extendBySum() {
      int next = next();
      if (next >= 0 && isSum(next) && movable(next, next)) {
        members.add(next);
        add = next;
        at = next;
        last = next;
      }
    }

    private boolean movable(int next, int place) {
      Set<Integer> all = new TreeSet<>(members);
      all.add(next);
      return contents.canMeet(all, place, place);
    }

    private int next() {
      List<Integer> readers = new ArrayList<>(contents.readers(last, result().block()));
      if (last == first) {
        readers.removeAll(gradient);
      }
      Set<Integer> allowed = new TreeSet<>(readers);
      if (last == first) {
        allowed.addAll(gradient);
      }
      return readers.size() == 1 && contents.isReadOnlyBy(last, result(), allowed)
          ? readers.get(0)
          : -1;
    }

    /** Returns whether results would be written over what is still read. */
    private boolean overlaps() {
      Region y = result();
      return (y.block() == x().block() && !Contents.same(y, x()))
          || (isAdded() && summand().block() == y.block());
    }

    private Fused fused() {
      BatchNorm spec =
          new BatchNorm(
              normalise.outer(),
              normalise.channels(),
              normalise.inner(),
              normalise.eps(),
              scale >= 0,
              isAdded(),
              relu >= 0);
      List<Region> regions = new ArrayList<>();
      regions.add(x());
      regions.addAll(ofChannels());
      if (isAdded()) {
        regions.add(summand());
      }
      regions.add(result());
      return new Fused(members, at, Contents.place(spec, regions, contents.op(at)));
    }
  }
}
