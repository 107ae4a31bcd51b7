package io.decant.api.net;

import io.decant.api.layer.ForwardPass;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Shape;

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
    BlobVersion top = node.tops.get(index);
    if (top.data == null) {
      top.data = Tensor.create(top.name, top.shape, BlockRole.ACTIVATION);
    }
    return top.data;
  }

  @Override
  public Tensor topInPlace(int index, int bottom) {
    BlobVersion top = node.tops.get(index);
    if (top.data == null && node.inPlace(index, bottom)) {
      top.data = bottom(bottom).successor(top.name);
    }
    return top(index);
  }

  @Override
  public void topView(int index, Tensor view) {
    BlobVersion top = node.tops.get(index);
    top.data = view.reshape(top.shape);
  }

  @Override
  public Tensor topPersistent(int index) {
    BlobVersion top = node.tops.get(index);
    if (top.data == null) {
      top.data = Tensor.createPersistent(top.name, top.shape, BlockRole.INPUT);
    }
    return top.data;
  }

  @Override
  public Tensor keep(String name, Shape shape) {
    return node.kept.computeIfAbsent(
        name, key -> Tensor.create(node.label() + "." + name, shape, BlockRole.ACTIVATION));
  }

  @Override
  public Tensor state(String name, Shape shape) {
    return node.state(name, shape);
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
