package io.decant.api.net;

import io.decant.api.layer.ExtentFunction;
import io.decant.api.layer.ForwardPass;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Operand;
import io.decant.spi.op.Shape;
import java.util.List;

/**
 * Emits the forward pass of one layer. Tensors of an earlier program of the same net are used
 * again.
 */
final class ForwardEmitter extends PassEmitter implements ForwardPass {
  private final boolean backwardFollows;

  ForwardEmitter(NetLayer node, Emission emission, boolean backwardFollows) {
    super(node, emission);
    this.backwardFollows = backwardFollows;
  }

  @Override
  public Tensor top(int index) {
    return emission.tensors().data(node.tops.get(index), () -> create(index));
  }

  private Tensor create(int index) {
    BlobVersion top = node.tops.get(index);
    return Tensor.create(top.name, top.shape, BlockRole.ACTIVATION);
  }

  @Override
  public Tensor topInPlace(int index, int bottom) {
    if (!node.inPlace(index, bottom)) {
      return top(index);
    }
    BlobVersion top = node.tops.get(index);
    return emission.tensors().data(top, () -> bottom(bottom).successor(top.name));
  }

  @Override
  public void topView(int index, Tensor view) {
    BlobVersion top = node.tops.get(index);
    emission.tensors().setData(top, view.reshape(top.shape));
  }

  @Override
  public Tensor topPersistent(int index) {
    return emission.tensors().persistentData(node.tops.get(index));
  }

  @Override
  public Tensor keep(String name, Shape shape) {
    return emission.tensors().keep(node, name, shape);
  }

  @Override
  public void decide(
      String name, List<Operand> operands, ExtentFunction function, Tensor... tensors) {
    DecidedExtent extent = node.extent;
    if (extent == null) {
      throw new IllegalStateException(
          "layer '" + node.name() + "' decides an extent that it did not declare");
    }
    emission.decide(extent, name, operands, function, tensors);
  }

  @Override
  public Tensor state(String name, Shape shape) {
    return emission.tensors().state(node, name, shape);
  }

  @Override
  public boolean backwardFollows() {
    return backwardFollows && node.needsBackward;
  }

  @Override
  public Tensor counters() {
    return emission.counters();
  }

  @Override
  public long seed() {
    return emission.seed();
  }

  @Override
  public int randomStream() {
    return node.index;
  }
}
