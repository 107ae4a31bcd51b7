package io.decant.api.solver;

import io.decant.api.net.NetParam;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.ProgramBuilder;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Fill;
import io.decant.spi.op.Reduce;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Unary;
import java.util.List;

/**
 * Scales gradients down so that their common L2 norm is at most {@code limit}: the factor is min(1,
 * limit / norm). Source: Caffe's SGDSolver::ClipGradients.
 */
final class GradientClip {
  private final float limit;
  private final Tensor factor = Tensor.create("clip_factor", Shape.of(1), BlockRole.GRADIENT);

  GradientClip(float limit) {
    this.limit = limit;
  }

  /** Emits the operators that compute the factor over all gradients, and returns where it is. */
  Tensor emit(ProgramBuilder program, List<NetParam> params) {
    if (limit == 0) {
      program.emit(new Fill(1, 0), factor);
      return factor;
    }
    boolean first = true;
    for (NetParam param : params) {
      program.emit(
          new Reduce(Reduce.Function.SUM_SQUARE, 1, param.gradient().count(), 1, 1, !first),
          param.gradient(),
          factor);
      first = false;
    }
    program.emit(new Unary(Unary.Function.POW, 1, -0.5f, 0), factor, factor);
    program.emit(new Unary(Unary.Function.AFFINE, 1, limit, 0), factor, factor);
    program.emit(new Unary(Unary.Function.CLAMP, 1, 0, 1), factor, factor);
    return factor;
  }

  /** Returns where the factor is. */
  Tensor factor() {
    return factor;
  }
}
