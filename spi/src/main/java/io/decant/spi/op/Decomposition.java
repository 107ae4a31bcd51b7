package io.decant.spi.op;

import java.util.ArrayList;
import java.util.List;

/**
 * The definition of a {@link CompositeOp} as a sequence of simpler operators over its operands and
 * temporaries. Immutable, thread-safe.
 *
 * @param temporaries dense tensors that live from their first to their last use in {@code steps}
 * @param steps operators in order
 */
public record Decomposition(List<TensorSpec> temporaries, List<Step> steps) {
  /** Copies the lists. */
  public Decomposition {
    temporaries = List.copyOf(temporaries);
    steps = List.copyOf(steps);
  }

  /**
   * One operator of a decomposition.
   *
   * @param spec the operator
   * @param operands where its operands are
   */
  public record Step(OpSpec spec, List<Ref> operands) {
    /** Copies the list and checks its length. */
    public Step {
      operands = List.copyOf(operands);
      if (operands.size() != spec.operands().size()) {
        throw new IllegalArgumentException(
            spec.name() + " has " + spec.operands().size() + " operands, not " + operands.size());
      }
    }
  }

  /**
   * A place inside an operand of the composite operator, or inside a temporary.
   *
   * @param temporary whether {@code index} counts temporaries
   * @param index which operand or temporary
   * @param elementOffset where in it the step's operand starts
   */
  public record Ref(boolean temporary, int index, long elementOffset) {
    /** Returns the place {@code elements} further on. */
    public Ref plus(long elements) {
      return new Ref(temporary, index, elementOffset + elements);
    }
  }

  /** Returns an empty builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects temporaries and steps. Not thread-safe. */
  public static final class Builder {
    private final List<TensorSpec> temporaries = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    private Builder() {}

    /** Returns the start of operand {@code index} of the composite operator. */
    public Ref operand(int index) {
      return new Ref(false, index, 0);
    }

    /** Adds a dense float32 temporary. */
    public Ref temporary(long... dims) {
      temporaries.add(TensorSpec.float32(dims));
      return new Ref(true, temporaries.size() - 1, 0);
    }

    /** Appends an operator. */
    public Builder step(OpSpec spec, Ref... operands) {
      steps.add(new Step(spec, List.of(operands)));
      return this;
    }

    /** Returns the decomposition. */
    public Decomposition build() {
      return new Decomposition(temporaries, steps);
    }
  }
}
