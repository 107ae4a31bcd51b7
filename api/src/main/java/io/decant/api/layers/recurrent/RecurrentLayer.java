package io.decant.api.layers.recurrent;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.BlobCount;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerPass;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.proto.caffe.RecurrentParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Copy;
import io.decant.spi.op.Fill;
import io.decant.spi.op.Gemm;
import io.decant.spi.op.Shape;

/**
 * A layer over sequences: T steps of N streams that advance together, unrolled in place.
 *
 * <p>Bottoms: x (T, N, ...); cont (T, N), 0 where a sequence begins, else 1; perhaps x_static (N,
 * ...), the same at all steps; with {@code expose_hidden} the states (1, N, H) before the first
 * step. Tops: the output (T, N, H); with {@code expose_hidden} the states after the last step.
 * Without it, states go on from pass to pass. As in Caffe, no gradient leaves through exposed
 * states. The input of all steps is one product: {@code W_x x + b (+ W_s x_static)}; each step adds
 * {@code W_h (cont * h)}. Parameters: W_x (inputs, ...), b (inputs), perhaps W_s, W_h (inputs, H).
 * Source: Caffe's RecurrentLayer.
 */
abstract class RecurrentLayer extends SimpleLayer {
  private final RecurrentParameter parameter;
  private final int states;
  private final int gates;
  private final boolean hasStatic;
  private RecurrentGeometry geometry = RecurrentGeometry.EMPTY;

  /** Emits the gradient of one step's inputs. */
  interface StepGradient {
    /** Emits dInputs of a step from dHidden, the gradient of its hidden units. */
    void emit(int step, Tensor dHidden, Tensor dInputs);
  }

  /**
   * Creates the layer.
   *
   * @param states how many states it has, the hidden units being the first
   * @param gates how many inputs each hidden unit has
   */
  RecurrentLayer(LayerConfig config, int states, int gates) {
    super(config, bottoms(config, states), BlobCount.exactly(1 + exposed(config, states)));
    this.parameter = config.parameter().getRecurrentParam();
    this.states = states;
    this.gates = gates;
    this.hasStatic = config.parameter().getBottomCount() > 2 + exposed(config, states);
    if (parameter.getNumOutput() == 0) {
      throw config.error("recurrent_param", "num_output", "num_output is missing or 0");
    }
  }

  private static int exposed(LayerConfig config, int states) {
    return config.parameter().getRecurrentParam().getExposeHidden() ? states : 0;
  }

  private static BlobCount bottoms(LayerConfig config, int states) {
    int least = 2 + exposed(config, states);
    return BlobCount.between(least, least + 1);
  }

  /** Declares the parameters behind W_h. */
  void declareOutput(LayerSetup setup) {}

  /** Emits what precedes the first step. */
  void emitStart(ForwardPass pass) {}

  /** Emits one step: hidden units from their inputs. */
  abstract void emitStep(ForwardPass pass, int step, Tensor inputs);

  /** Returns where the hidden units of a step are. */
  abstract Tensor hidden(ForwardPass pass, int step);

  /** Returns where a state is after the last step. */
  abstract Tensor lastState(ForwardPass pass, int state);

  /** Emits the output from the hidden units of all steps. */
  void emitOutput(ForwardPass pass) {}

  /** Emits the gradient of the hidden units that comes from the output: (T, N, H). */
  abstract Tensor emitHiddenGradient(BackwardPass pass);

  /** Prepares the gradients of the steps, the last one first. */
  abstract StepGradient stepGradient(BackwardPass pass);

  final RecurrentParameter parameter() {
    return parameter;
  }

  final RecurrentGeometry geometry() {
    return geometry;
  }

  /** Returns the index of W_h. */
  final int recurrentIndex() {
    return hasStatic ? 3 : 2;
  }

  final RecurrentProducts products() {
    return new RecurrentProducts(geometry, hasStatic);
  }

  private int firstExposed() {
    return hasStatic ? 3 : 2;
  }

  @Override
  public final boolean allowsForceBackward(int bottom) {
    return bottom != 1;
  }

  @Override
  public final void reshape(LayerSetup setup) {
    long outputs = Integer.toUnsignedLong(parameter.getNumOutput());
    geometry = RecurrentGeometry.of(setup, hasStatic, outputs, gates);
    for (int i = firstExposed(); i < setup.bottoms(); i++) {
      if (!setup.bottom(i).equals(geometry.exposedState())) {
        throw setup.error(
            "bottom "
                + i
                + ", a state before the first step, must be "
                + geometry.exposedState()
                + ", it is "
                + setup.bottom(i));
      }
    }
    long inputs = geometry.inputs();
    setup.parameter(Shape.of(inputs, geometry.depth()), parameter.getWeightFiller());
    setup.parameter(Shape.of(inputs), parameter.getBiasFiller());
    if (hasStatic) {
      setup.parameter(Shape.of(inputs, geometry.staticDepth()), parameter.getWeightFiller());
    }
    setup.parameter(Shape.of(inputs, outputs), parameter.getWeightFiller());
    declareOutput(setup);
    setup.top(0, geometry.states());
    for (int i = 1; i < setup.tops(); i++) {
      setup.top(i, geometry.exposedState());
    }
  }

  /** Returns a state before the first step. */
  final Tensor firstState(ForwardPass pass, int state) {
    return parameter.getExposeHidden()
        ? pass.bottom(firstExposed() + state)
        : pass.state("state" + state, geometry.state());
  }

  /** Returns the flags of one step. */
  final Tensor cont(LayerPass pass, int step) {
    return pass.bottom(1).slice(step * geometry.streams(), Shape.of(geometry.streams()));
  }

  @Override
  public final void forward(ForwardPass pass) {
    Tensor inputs = pass.temporary("inputs", Shape.of(geometry.rows(), geometry.inputs()));
    Tensor continued = pass.keep("continued", geometry.states());
    Gemm product =
        Gemm.dense(geometry.streams(), geometry.inputs(), geometry.hidden(), false, true, 1, 1);
    products().emit(pass, inputs);
    emitStart(pass);
    for (int step = 0; step < geometry.steps(); step++) {
      Tensor before = step == 0 ? firstState(pass, 0) : hidden(pass, step - 1);
      Tensor from = geometry.at(step, continued, geometry.hidden());
      Tensor into = geometry.at(step, inputs, geometry.inputs());
      pass.emit(geometry.byStream(BinaryFunction.MUL), before, cont(pass, step), from);
      pass.emit(product, from, pass.parameter(recurrentIndex()), into);
      emitStep(pass, step, into);
    }
    emitOutput(pass);
    for (int state = 0; state < states; state++) {
      if (parameter.getExposeHidden()) {
        pass.topView(1 + state, lastState(pass, state));
      } else {
        pass.emit(Copy.dense(geometry.units()), lastState(pass, state), firstState(pass, state));
      }
    }
  }

  @Override
  public final void backward(BackwardPass pass) {
    refuseGradient(pass, 1, "continuation flags");
    for (int i = firstExposed(); i < pass.bottoms(); i++) {
      if (pass.propagates(i)) {
        pass.emit(new Fill(geometry.units(), 0), pass.bottomGradient(i));
      }
    }
    Tensor inputs = pass.temporary("inputs.diff", Shape.of(geometry.rows(), geometry.inputs()));
    emitSteps(pass, inputs);
    products().emitGradients(pass, inputs);
  }

  private void emitSteps(BackwardPass pass, Tensor inputs) {
    long units = geometry.units();
    Tensor outputs = emitHiddenGradient(pass);
    Tensor carried = pass.temporary("carried", geometry.state());
    Tensor sum = pass.temporary("hidden.diff", geometry.state());
    StepGradient gradient = stepGradient(pass);
    Gemm product =
        Gemm.dense(geometry.streams(), geometry.hidden(), geometry.inputs(), false, false, 1, 0);
    for (int step = geometry.steps() - 1; step >= 0; step--) {
      Tensor own = geometry.at(step, outputs, geometry.hidden());
      Tensor into = geometry.at(step, inputs, geometry.inputs());
      if (step < geometry.steps() - 1) {
        pass.emit(new Binary(BinaryFunction.ADD, units), own, carried, sum);
        gradient.emit(step, sum, into);
      } else {
        gradient.emit(step, own, into);
      }
      if (step > 0) {
        pass.emit(product, into, pass.parameter(recurrentIndex()), carried);
        pass.emit(geometry.byStream(BinaryFunction.MUL), carried, cont(pass, step), carried);
      }
    }
  }
}
