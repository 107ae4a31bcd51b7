package io.decant.api.net;

import io.decant.api.layer.BackwardPass;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.ProgramBuilder;
import io.decant.spi.memory.SourceOp;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Fill;
import io.decant.spi.op.OpSpec;
import java.util.HashSet;
import java.util.Set;

/** What has been written so far while one program of a net is emitted. */
final class Emission {
  private final ProgramBuilder program;
  private final NetCounters counters;
  private final LabelChecks labels;
  private final boolean accumulates;
  private final Set<BlobVersion> gradients = new HashSet<>();
  private final Set<NetParam> contributed = new HashSet<>();
  private boolean countersEmitted;

  /** Creates the state of a program that adds to parameter gradients, or overwrites them. */
  Emission(ProgramBuilder program, NetCounters counters, LabelChecks labels, boolean accumulates) {
    this.program = program;
    this.counters = counters;
    this.labels = labels;
    this.accumulates = accumulates;
  }

  ProgramBuilder program() {
    return program;
  }

  /** Appends an operator; labels of sources are checked. */
  void emit(OpSpec spec, Tensor... operands) {
    OpSpec emitted = spec instanceof SourceOp op ? labels.checked(op, operands) : spec;
    program.emit(emitted, operands);
  }

  /** Returns the tensor of random-number counters, set earlier in this program. */
  Tensor counters() {
    if (!countersEmitted) {
      countersEmitted = true;
      counters.emit(program);
    }
    return counters.tensor();
  }

  /** Returns the tensor of random-number seed. */
  long seed() {
    return counters.seed();
  }

  /** Returns the tensor that holds a blob's gradient, which is about to be written. */
  Tensor writeGradient(BlobVersion blob) {
    gradients.add(blob);
    if (blob.gradient == null) {
      blob.gradient = Tensor.create(blob.name + ".diff", blob.shape, BlockRole.GRADIENT);
    }
    return blob.gradient;
  }

  /** Makes a tensor hold a blob's gradient. */
  void setGradient(BlobVersion blob, Tensor tensor) {
    gradients.add(blob);
    blob.gradient = tensor;
  }

  /**
   * Returns a blob's gradient; where nothing has written it, it is the constant {@code otherwise}.
   */
  Tensor readGradient(BlobVersion blob, float otherwise) {
    if (gradients.contains(blob) && blob.gradient != null) {
      return blob.gradient;
    }
    Tensor tensor = writeGradient(blob);
    program.emit(new Fill(blob.shape.count(), otherwise), tensor);
    return tensor;
  }

  /** Returns where a contribution to a parameter's gradient goes. */
  BackwardPass.Accumulation contribute(NetParam param) {
    boolean first = contributed.add(param.owner());
    return new BackwardPass.Accumulation(param.gradient(), accumulates || !first);
  }
}
