package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.TrustRatio;

/** {@link TrustRatio}; gives the bits of its decomposition. */
final class TrustRatioKernel implements Kernel {
  private final TrustRatio spec;

  TrustRatioKernel(TrustRatio spec) {
    this.spec = spec;
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    float scale = spec.gradientScale();
    if (spec.clipped()) {
      scale *= operands[3].get(0);
    }
    float gradient = scale * (float) Math.sqrt(operands[0].get(0));
    float weights = (float) Math.sqrt(operands[1].get(0));
    float ratio = 1;
    if (gradient > 0 && weights > 0) {
      ratio = spec.coefficient() * weights / (gradient + spec.decay() * weights);
    }
    operands[spec.clipped() ? 4 : 3].set(0, ratio * operands[2].get(0));
  }
}
