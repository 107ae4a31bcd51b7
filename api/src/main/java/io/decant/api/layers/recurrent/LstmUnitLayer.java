package io.decant.api.layers.recurrent;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.LstmCell;
import io.decant.spi.op.LstmCellBackward;
import io.decant.spi.op.Shape;

/**
 * One time step of {@link LstmLayer}: from the cells (1, N, D) before it, the inputs (1, N, 4 D) of
 * the gates i, f, o, g and the continuation flags (1, N) to cells and outputs, (1, N, D) each.
 * Source: Caffe's LSTMUnitLayer.
 */
public final class LstmUnitLayer extends SimpleLayer {
  private long streams;
  private long cells;

  /** Creates the layer. */
  public LstmUnitLayer(LayerConfig config) {
    super(config, 3, 2);
  }

  @Override
  public boolean allowsForceBackward(int bottom) {
    return bottom != 2;
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape before = setup.bottom(0);
    Shape inputs = setup.bottom(1);
    Shape flags = setup.bottom(2);
    boolean fits =
        before.rank() == 3
            && before.dim(0) == 1
            && inputs.equals(before.with(2, Math.multiplyExact(4, before.dim(2))))
            && flags.rank() >= 2
            && flags.dim(0) == 1
            && flags.dim(1) == before.dim(1)
            && flags.count() == before.dim(1);
    if (!fits) {
      throw setup.error(
          "takes cells (1, N, D), gate inputs (1, N, 4 D) and flags (1, N), these are "
              + before
              + ", "
              + inputs
              + " and "
              + flags);
    }
    streams = before.dim(1);
    cells = before.dim(2);
    setup.top(0, before);
    setup.top(1, before);
  }

  @Override
  public void forward(ForwardPass pass) {
    pass.emit(
        new LstmCell(streams, cells),
        pass.bottom(0),
        pass.bottom(1),
        pass.bottom(2),
        pass.keep("gates", pass.bottom(1).shape()),
        pass.top(0),
        pass.top(1));
  }

  @Override
  public void backward(BackwardPass pass) {
    refuseGradient(pass, 2, "continuation flags");
    if (!pass.propagates(0) && !pass.propagates(1)) {
      return;
    }
    Tensor before =
        pass.propagates(0)
            ? pass.bottomGradient(0)
            : pass.temporary("before", pass.bottom(0).shape());
    Tensor inputs =
        pass.propagates(1)
            ? pass.bottomGradient(1)
            : pass.temporary("inputs", pass.bottom(1).shape());
    pass.emit(
        new LstmCellBackward(streams, cells),
        pass.bottom(0),
        pass.kept("gates"),
        pass.top(0),
        pass.topGradient(0),
        pass.topGradient(1),
        before,
        inputs);
  }
}
