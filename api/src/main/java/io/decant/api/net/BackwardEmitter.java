package io.decant.api.net;

import io.decant.api.layer.BackwardPass;
import io.decant.spi.memory.Tensor;

/** Emits the backward pass of one layer. */
final class BackwardEmitter extends PassEmitter implements BackwardPass {
  BackwardEmitter(NetLayer node, Emission emission) {
    super(node, emission);
  }

  @Override
  public Tensor top(int index) {
    return data(node.tops.get(index));
  }

  @Override
  public Tensor topGradient(int index) {
    return emission.readGradient(node.tops.get(index), node.lossWeights[index]);
  }

  @Override
  public boolean propagates(int bottom) {
    return node.bottomNeedsBackward[bottom];
  }

  @Override
  public Tensor bottomGradient(int index) {
    return emission.writeGradient(node.bottoms.get(index));
  }

  @Override
  public Tensor bottomGradientInPlace(int index, int top) {
    BlobVersion bottom = node.bottoms.get(index);
    return emission.writeGradient(bottom, () -> topGradient(top).successor(bottom.name + ".diff"));
  }

  @Override
  public void bottomGradientView(int index, Tensor view) {
    BlobVersion bottom = node.bottoms.get(index);
    emission.setGradient(bottom, view.reshape(bottom.shape));
  }

  @Override
  public boolean learns(int parameter) {
    return node.paramNeedsGradient[parameter];
  }

  @Override
  public Accumulation parameterGradient(int parameter) {
    return emission.contribute(node.params.get(parameter));
  }

  @Override
  public Tensor kept(String name) {
    Tensor tensor = emission.tensors().kept(node, name);
    if (tensor == null) {
      throw new IllegalStateException(
          "layer '" + node.name() + "' did not keep '" + name + "' in its forward pass");
    }
    return tensor;
  }
}
