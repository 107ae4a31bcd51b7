package io.decant.api.layers.utility;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.spi.op.Shape;
import java.util.List;

/** A layer whose top has the elements of its bottom in another order. */
abstract class ReorderingLayer extends SimpleLayer {
  private AxisOrder order = new AxisOrder(Shape.of(), List.of());

  ReorderingLayer(LayerConfig config) {
    super(config, 1, 1);
  }

  /** Sets the top's shape and returns the order, over any axes with the bottom's elements. */
  abstract AxisOrder order(LayerSetup setup);

  @Override
  public final void reshape(LayerSetup setup) {
    order = order(setup);
  }

  @Override
  public final void forward(ForwardPass pass) {
    pass.emit(order.copy(), pass.bottom(0), pass.top(0));
  }

  @Override
  public final void backward(BackwardPass pass) {
    if (pass.propagates(0)) {
      pass.emit(order.inverse().copy(), pass.topGradient(0), pass.bottomGradient(0));
    }
  }
}
