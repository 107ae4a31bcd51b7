package io.decant.api.layers.recurrent;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Copy;
import io.decant.spi.op.Fill;
import io.decant.spi.op.LstmCell;
import io.decant.spi.op.LstmCellBackward;
import io.decant.spi.op.Shape;

/**
 * Long short-term memory: the inputs (T, N, 4 H) of the gates i, f, o, g of {@link LstmCell} at
 * each step; the output is h. States: h, c. Parameters: W_xc (4 H, ...), b_c (4 H), perhaps
 * W_xc_static (4 H, ...), W_hc (4 H, H). Source: Caffe's LSTMLayer.
 */
public final class LstmLayer extends RecurrentLayer {
  /** Creates the layer. */
  public LstmLayer(LayerConfig config) {
    super(config, 2, 4);
  }

  private Tensor cells(Tensor all, int step) {
    return geometry().at(step, all, geometry().hidden());
  }

  /** The cells before each step, and behind the last. */
  private Tensor cells(ForwardPass pass) {
    RecurrentGeometry geometry = geometry();
    return pass.keep(
        "cells", Shape.of(geometry.steps() + 1, geometry.streams(), geometry.hidden()));
  }

  private Tensor gates(Tensor all, int step) {
    return geometry().at(step, all, geometry().inputs());
  }

  @Override
  void emitStart(ForwardPass pass) {
    pass.emit(Copy.dense(geometry().units()), firstState(pass, 1), cells(cells(pass), 0));
  }

  @Override
  void emitStep(ForwardPass pass, int step, Tensor inputs) {
    RecurrentGeometry geometry = geometry();
    Tensor gates = pass.keep("gates", Shape.of(geometry.rows(), geometry.inputs()));
    pass.emit(
        new LstmCell(geometry.streams(), geometry.hidden()),
        cells(cells(pass), step),
        inputs,
        cont(pass, step),
        gates(gates, step),
        cells(cells(pass), step + 1),
        hidden(pass, step));
  }

  @Override
  Tensor hidden(ForwardPass pass, int step) {
    return geometry().at(step, pass.top(0), geometry().hidden());
  }

  @Override
  Tensor lastState(ForwardPass pass, int state) {
    int steps = geometry().steps();
    return state == 0 ? hidden(pass, steps - 1) : cells(cells(pass), steps);
  }

  @Override
  Tensor emitHiddenGradient(BackwardPass pass) {
    return pass.topGradient(0);
  }

  @Override
  StepGradient stepGradient(BackwardPass pass) {
    RecurrentGeometry geometry = geometry();
    Tensor cells = pass.kept("cells");
    Tensor gates = pass.kept("gates");
    Tensor[] carried = {
      pass.temporary("cells.diff", geometry.state()), pass.temporary("cells.diff", geometry.state())
    };
    pass.emit(new Fill(geometry.units(), 0), carried[(geometry.steps() - 1) % 2]);
    return (step, dHidden, dInputs) ->
        pass.emit(
            new LstmCellBackward(geometry.streams(), geometry.hidden()),
            cells(cells, step),
            gates(gates, step),
            cells(cells, step + 1),
            carried[step % 2],
            dHidden,
            carried[(step + 1) % 2],
            dInputs);
  }
}
