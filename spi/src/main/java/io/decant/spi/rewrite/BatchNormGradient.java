package io.decant.spi.rewrite;

import io.decant.spi.memory.Region;
import io.decant.spi.op.BatchNormBackward;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Broadcast;
import io.decant.spi.op.ChannelDot;
import io.decant.spi.op.ChannelSum;
import io.decant.spi.op.Normalise;
import io.decant.spi.op.NormaliseBackward;
import io.decant.spi.op.ReluBackward;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The backward pass of a {@link BatchNormPattern.Chain}: the rectifier's, the two gradients of the
 * scale, the product with it, the normalisation's. They meet at the place of the first, since
 * parameters may be updated before the last; the whole counts for the layer of the last.
 */
final class BatchNormGradient {
  private final Contents contents;
  private final BatchNormPattern.Chain chain;
  private final Normalise forward;
  private final Set<Integer> members = new TreeSet<>();
  private final int normalise;
  private final int dot;
  private int sum = -1;
  private @Nullable Region gradient;

  BatchNormGradient(Contents contents, BatchNormPattern.Chain chain) {
    this.contents = contents;
    this.chain = chain;
    this.forward = chain.normalise;
    this.normalise = find(NormaliseBackward.class);
    this.dot = find(ChannelDot.class);
  }

  /** Returns the operator, if these are all that look at the normalised values. */
  Optional<Fused> fused() {
    boolean scaled = chain.scale >= 0;
    if (chain.gradient.size() != (scaled ? 2 : 1)
        || !isNormalisation()
        || (scaled && !takeScale())) {
      return Optional.empty();
    }
    boolean rectified = takeRectifier();
    int at = Collections.min(members);
    Region dy = gradient();
    if (!contents.canMeet(members, at, normalise) || isGone(at) || overlaps(dy)) {
      return Optional.empty();
    }
    BatchNormBackward spec =
        new BatchNormBackward(
            forward.outer(),
            forward.channels(),
            forward.inner(),
            forward.eps(),
            scaled,
            rectified,
            scaled && ((ChannelDot) contents.op(dot).spec()).accumulate(),
            scaled && ((ChannelSum) contents.op(sum).spec()).accumulate());
    List<Region> regions = new ArrayList<>();
    regions.add(dy);
    regions.add(chain.x());
    regions.addAll(chain.ofChannels());
    if (scaled) {
      regions.add(contents.region(dot, 2));
      regions.add(contents.region(sum, 1));
    }
    regions.add(contents.region(normalise, 3));
    return Optional.of(
        new Fused(members, at, Contents.place(spec, regions, contents.op(normalise))));
  }

  /** Returns the gradient that what is fused so far starts from. */
  private Region gradient() {
    return gradient == null ? contents.region(normalise, 0) : gradient;
  }

  /** Returns the only one of the readers that is such an operator over the normalised values. */
  private int find(Class<?> type) {
    List<Integer> found = new ArrayList<>();
    for (int reader : chain.gradient) {
      if (type.isInstance(contents.op(reader).spec())
          && Contents.same(contents.region(reader, 1), chain.normalised())) {
        found.add(reader);
      }
    }
    return found.size() == 1 ? found.get(0) : -1;
  }

  private boolean isNormalisation() {
    NormaliseBackward wanted =
        new NormaliseBackward(forward.outer(), forward.channels(), forward.inner(), forward.eps());
    if (normalise < 0
        || !contents.op(normalise).spec().equals(wanted)
        || !Contents.same(contents.region(normalise, 2), chain.ofChannels().get(1))) {
      return false;
    }
    members.add(normalise);
    return true;
  }

  /** Takes the product with the scale, and both sums. */
  private boolean takeScale() {
    int product = contents.writer(normalise, gradient().block());
    if (dot < 0 || !isProduct(product)) {
      return false;
    }
    gradient = contents.region(product, 0);
    sum = findSum(product);
    if (sum < 0 || !isDot(product)) {
      return false;
    }
    members.addAll(List.of(product, dot, sum));
    return true;
  }

  private boolean isProduct(int op) {
    return op > chain.scale
        && contents
            .op(op)
            .spec()
            .equals(
                Broadcast.alongMiddle(
                    BinaryFunction.MUL, forward.outer(), forward.channels(), forward.inner()))
        && Contents.same(contents.region(op, 1), contents.region(chain.scale, 1))
        && Contents.same(contents.region(op, 2), gradient())
        && contents.isReadOnlyBy(op, gradient(), Set.of(normalise));
  }

  private boolean isDot(int product) {
    return contents.op(dot).spec() instanceof ChannelDot spec
        && spec.outer() == forward.outer()
        && spec.channels() == forward.channels()
        && spec.inner() == forward.inner()
        && reads(dot, product);
  }

  /** Returns the sum by the layer of the sum of products, or -1; others may want the same sum. */
  private int findSum(int product) {
    int writer = contents.writer(product, gradient().block());
    if (writer >= 0) {
      for (int reader : contents.readers(writer, gradient().block())) {
        if (contents.op(reader).spec() instanceof ChannelSum spec
            && spec.outer() == forward.outer()
            && spec.channels() == forward.channels()
            && spec.inner() == forward.inner()
            && contents.op(reader).layer().equals(contents.op(dot).layer())
            && reads(reader, product)) {
          return reader;
        }
      }
    }
    return -1;
  }

  /** Returns whether an operator reads the gradient that the product reads. */
  private boolean reads(int op, int product) {
    return Contents.same(contents.region(op, 0), gradient())
        && contents.writer(op, gradient().block()) == contents.writer(product, gradient().block());
  }

  private boolean takeRectifier() {
    Region result = gradient();
    int op = contents.writer(Collections.min(members), result.block());
    if (chain.relu >= 0
        && !chain.isAdded()
        && op > chain.relu
        && contents.op(op).spec() instanceof ReluBackward spec
        && spec.slope() == 0
        && Contents.same(contents.region(op, 1), chain.result())
        && Contents.same(contents.region(op, 2), result)
        && contents.isReadOnlyBy(op, result, members)
        && !contents.isWrittenBetween(chain.relu, op, chain.result().block())) {
      members.add(op);
      gradient = contents.region(op, 0);
      return true;
    }
    return false;
  }

  /** Returns whether what the gradient is computed from is overwritten before. */
  private boolean isGone(int at) {
    List<Region> numbers = chain.ofChannels();
    return isWritten(List.of(chain.x()), normalise)
        || isWritten(numbers.subList(0, 2), normalise)
        || isWritten(numbers.subList(2, numbers.size()), at);
  }

  private boolean isWritten(List<Region> regions, int before) {
    return regions.stream()
        .anyMatch(region -> contents.isWrittenBetween(chain.first, before, region.block()));
  }

  private boolean overlaps(Region dy) {
    Region dx = contents.region(normalise, 3);
    return dx.block() == chain.x().block() || (dx.block() == dy.block() && !Contents.same(dx, dy));
  }
}
