package io.decant.spi.rewrite;

import io.decant.spi.memory.Region;
import io.decant.spi.op.Axpby;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.ReluBackward;
import io.decant.spi.op.Sum;
import io.decant.spi.op.Unary;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Sums of more than two tensors, and sums that a rectifier or its gradient follows: {@link Binary},
 * {@link Axpby} for each further tensor, {@link Unary} or {@link ReluBackward}. They meet at the
 * place of the last.
 */
final class SumPattern implements Fusion.Pattern {
  /** Kernels read so many tensors at most. */
  static final int MOST_TERMS = 4;

  @Override
  public List<Fused> match(Contents contents, int op) {
    if (!(contents.op(op).spec() instanceof Binary spec)
        || spec.function() != BinaryFunction.ADD
        || !contents.region(op, 2).isWhole()) {
      return List.of();
    }
    return new Chain(contents, op, spec.count()).fused();
  }

  private static final class Chain {
    private final Contents contents;
    private final long count;
    private final Set<Integer> members = new TreeSet<>();
    private final List<Region> operands = new ArrayList<>();
    private int last;
    private Region result;
    private Sum.Then then = Sum.Then.NOTHING;

    Chain(Contents contents, int op, long count) {
      this.contents = contents;
      this.count = count;
      this.last = op;
      this.result = contents.region(op, 2);
      members.add(op);
      operands.add(contents.region(op, 0));
      operands.add(contents.region(op, 1));
    }

    List<Fused> fused() {
      while (operands.size() < MOST_TERMS && takeTerm()) {}
      int terms = operands.size();
      takeRectifier();
      if (members.size() == 1 || overlaps()) {
        return List.of();
      }
      List<Region> regions = new ArrayList<>(operands);
      regions.add(result);
      Sum spec = new Sum(count, terms, then);
      return List.of(new Fused(members, last, Contents.place(spec, regions, contents.op(last))));
    }

    private boolean takeTerm() {
      int next = contents.user(last, result.block());
      if (next >= 0
          && contents.op(next).spec().equals(Axpby.of(count, 1, 1))
          && Contents.same(contents.region(next, 1), result)
          && contents.region(next, 0).block() != result.block()
          && take(next)) {
        operands.add(contents.region(next, 0));
        return true;
      }
      return false;
    }

    private void takeRectifier() {
      int next = contents.user(last, result.block());
      if (next < 0
          || !Contents.same(contents.region(next, 0), result)
          || !contents.isReadOnlyBy(last, result, Set.of(next))) {
        return;
      }
      if (contents.op(next).spec() instanceof Unary spec
          && spec.function() == Unary.Function.RELU
          && spec.p() == 0
          && take(next)) {
        then = Sum.Then.RELU;
        result = contents.region(next, 1);
      } else if (contents.op(next).spec() instanceof ReluBackward spec
          && spec.slope() == 0
          && take(next)) {
        then = Sum.Then.RELU_BACKWARD;
        operands.add(contents.region(next, 1));
        result = contents.region(next, 2);
      }
    }

    private boolean take(int next) {
      Set<Integer> more = new TreeSet<>(members);
      more.add(next);
      boolean together =
          contents.op(next).direction() == contents.op(last).direction()
              && contents.canMeet(more, next, next);
      if (together) {
        members.add(next);
        last = next;
      }
      return together;
    }

    /** Returns whether the result would be written over a term that is still read. */
    private boolean overlaps() {
      return operands.stream()
          .skip(Contents.same(operands.get(0), result) ? 1 : 0)
          .anyMatch(operand -> operand.block() == result.block());
    }
  }
}
