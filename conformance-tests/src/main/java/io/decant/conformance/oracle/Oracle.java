package io.decant.conformance.oracle;

import io.decant.spi.op.Axpby;
import io.decant.spi.op.Binary;
import io.decant.spi.op.Broadcast;
import io.decant.spi.op.Col2im;
import io.decant.spi.op.CompositeOp;
import io.decant.spi.op.Copy;
import io.decant.spi.op.Decomposition;
import io.decant.spi.op.Fill;
import io.decant.spi.op.Gather;
import io.decant.spi.op.Gemm;
import io.decant.spi.op.Im2col;
import io.decant.spi.op.MandatoryOp;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.RandomFill;
import io.decant.spi.op.Reduce;
import io.decant.spi.op.ScatterAdd;
import io.decant.spi.op.TensorSpec;
import io.decant.spi.op.Unary;
import io.decant.spi.op.WindowReduce;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes operators: mandatory ones by their formulas, all others by interpreting their
 * decompositions. Thread-safe.
 */
public final class Oracle {
  private Oracle() {}

  /**
   * Computes an operator.
   *
   * @param spec what to compute
   * @param operands a slice for each of its operands, in their order; written ones are changed
   * @throws IllegalArgumentException when the operator is neither mandatory nor composite
   */
  public static void compute(OpSpec spec, List<Estimates.Slice> operands) {
    if (spec instanceof MandatoryOp mandatory) {
      computeMandatory(mandatory, operands);
    } else if (spec instanceof CompositeOp composite) {
      interpret(composite.decompose(), operands);
    } else {
      throw new IllegalArgumentException(
          spec.name() + " is neither mandatory nor composite: it has no formula");
    }
  }

  private static void interpret(Decomposition definition, List<Estimates.Slice> operands) {
    List<Estimates> temporaries = new ArrayList<>();
    for (TensorSpec temporary : definition.temporaries()) {
      temporaries.add(new Estimates(Math.toIntExact(temporary.shape().count())));
    }
    for (Decomposition.Step step : definition.steps()) {
      List<Estimates.Slice> arguments = new ArrayList<>();
      for (Decomposition.Ref ref : step.operands()) {
        Estimates.Slice base =
            ref.temporary() ? temporaries.get(ref.index()).from(0) : operands.get(ref.index());
        arguments.add(base.plus(ref.elementOffset()));
      }
      compute(step.spec(), arguments);
    }
  }

  private static void computeMandatory(MandatoryOp spec, List<Estimates.Slice> operands) {
    if (spec instanceof Gemm op) {
      GemmOracle.compute(op, operands);
    } else if (spec instanceof Axpby op) {
      ElementwiseOracle.axpby(op, operands);
    } else if (spec instanceof Unary op) {
      ElementwiseOracle.unary(op, operands);
    } else if (spec instanceof Binary op) {
      ElementwiseOracle.binary(op, operands);
    } else if (spec instanceof Broadcast op) {
      ElementwiseOracle.broadcast(op, operands);
    } else if (spec instanceof Fill op) {
      ElementwiseOracle.fill(op, operands);
    } else if (spec instanceof Copy op) {
      ElementwiseOracle.copy(op, operands);
    } else if (spec instanceof Reduce op) {
      ReduceOracle.compute(op, operands);
    } else if (spec instanceof Gather op) {
      IndexOracle.gather(op, operands);
    } else if (spec instanceof ScatterAdd op) {
      IndexOracle.scatterAdd(op, operands);
    } else if (spec instanceof Im2col op) {
      WindowOracle.im2col(op.window(), operands.get(0), operands.get(1));
    } else if (spec instanceof Col2im op) {
      WindowOracle.col2im(op.window(), operands.get(0), operands.get(1));
    } else if (spec instanceof WindowReduce op) {
      WindowOracle.reduce(op, operands);
    } else if (spec instanceof RandomFill op) {
      RandomOracle.compute(op, operands);
    } else {
      throw new IllegalArgumentException("no formula is known for the mandatory " + spec.name());
    }
  }
}
