package io.decant.api.net;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ExtentFunction;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.HostOp;
import io.decant.spi.memory.ProgramBuilder;
import io.decant.spi.memory.SourceOp;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Fill;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Operand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What has been written so far while one program of a net is emitted. */
final class Emission {
  private final ProgramBuilder program;
  private final NetCounters counters;
  private final LabelChecks labels;
  private final BlobTensors tensors;
  private final boolean accumulates;
  private final Set<BlobVersion> gradients = new HashSet<>();
  private final Set<NetParam> contributed = new HashSet<>();
  private final List<HostOp> decisions = new ArrayList<>();
  private int declared;
  private boolean countersEmitted;

  /** Creates the state of a program that adds to parameter gradients, or overwrites them. */
  Emission(
      ProgramBuilder program,
      NetCounters counters,
      LabelChecks labels,
      BlobTensors tensors,
      boolean accumulates) {
    this.program = program;
    this.counters = counters;
    this.labels = labels;
    this.tensors = tensors;
    this.accumulates = accumulates;
  }

  ProgramBuilder program() {
    return program;
  }

  BlobTensors tensors() {
    return tensors;
  }

  /** Returns the operators that decide extents, in order. */
  List<HostOp> decisions() {
    return decisions;
  }

  /** Appends an operator that decides an extent. */
  void decide(
      DecidedExtent extent,
      String name,
      List<Operand> operands,
      ExtentFunction function,
      Tensor... operandTensors) {
    long bound = extent.bound();
    HostOp op = new HostOp(name, operands, host -> extent.decide(function.decide(host), bound));
    decisions.add(op);
    program.emit(op, operandTensors);
    program.cut();
  }

  /** Checks that a layer, and each one before it, decides what it declared, no more and no less. */
  void requireDecisions(NetLayer node) {
    declared += node.extent == null ? 0 : 1;
    if (decisions.size() != declared) {
      throw new IllegalStateException(
          "layer '"
              + node.name()
              + "' declares an extent that its forward pass decides, which it must do once");
    }
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
    return writeGradient(
        blob, () -> Tensor.create(blob.name + ".diff", blob.shape, BlockRole.GRADIENT));
  }

  /** Returns the tensor that holds a blob's gradient, made as told when there is none yet. */
  Tensor writeGradient(BlobVersion blob, Supplier<Tensor> fresh) {
    Tensor gradient = tensors.gradient(blob, fresh);
    gradients.add(blob);
    return gradient;
  }

  /** Makes a tensor hold a blob's gradient. */
  void setGradient(BlobVersion blob, Tensor tensor) {
    gradients.add(blob);
    tensors.setGradient(blob, tensor);
  }

  /**
   * Returns a blob's gradient; where nothing has written it, it is the constant {@code otherwise}.
   */
  Tensor readGradient(BlobVersion blob, float otherwise) {
    Tensor known = tensors.gradient(blob);
    if (gradients.contains(blob) && known != null) {
      return known;
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
