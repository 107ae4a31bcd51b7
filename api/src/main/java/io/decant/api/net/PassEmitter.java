package io.decant.api.net;

import io.decant.api.layer.LayerPass;
import io.decant.proto.caffe.Phase;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Shape;

/** What the emission of both passes of one layer has in common. */
abstract class PassEmitter implements LayerPass {
  final NetLayer node;
  final Emission emission;

  PassEmitter(NetLayer node, Emission emission) {
    this.node = node;
    this.emission = emission;
  }

  @Override
  public final int bottoms() {
    return node.bottoms.size();
  }

  @Override
  public final int tops() {
    return node.tops.size();
  }

  @Override
  public final Tensor bottom(int index) {
    return data(node.bottoms.get(index));
  }

  @Override
  public final Shape topShape(int index) {
    return node.tops.get(index).shape;
  }

  @Override
  public final Tensor parameter(int index) {
    return node.params.get(index).tensor();
  }

  @Override
  public final Tensor temporary(String name, Shape shape) {
    return Tensor.create(node.label() + "." + name, shape, BlockRole.WORKSPACE);
  }

  @Override
  public final void emit(OpSpec spec, Tensor... operands) {
    emission.emit(spec, operands);
  }

  @Override
  public final boolean training() {
    return node.config().phase() == Phase.TRAIN;
  }

  final Tensor data(BlobVersion blob) {
    Tensor data = emission.tensors().data(blob);
    if (data == null) {
      throw new IllegalStateException(
          "layer '" + node.name() + "' reads blob '" + blob + "', which has no data");
    }
    return data;
  }
}
