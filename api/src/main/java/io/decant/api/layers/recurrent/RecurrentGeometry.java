package io.decant.api.layers.recurrent;

import io.decant.api.layer.LayerSetup;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Broadcast;
import io.decant.spi.op.Shape;

/**
 * Sizes of a recurrent layer.
 *
 * @param steps time steps T
 * @param streams independent sequences N
 * @param depth elements of the input of one step
 * @param staticDepth elements of the input that all steps share
 * @param hidden number of hidden units H
 * @param gates inputs that each hidden unit has
 */
record RecurrentGeometry(
    int steps, long streams, long depth, long staticDepth, long hidden, int gates) {
  static final RecurrentGeometry EMPTY = new RecurrentGeometry(0, 0, 0, 0, 0, 1);

  /** Reads the sizes of x (T, N, ...), cont (T, N) and, if there is one, x_static (N, ...). */
  static RecurrentGeometry of(LayerSetup setup, boolean hasStatic, long hidden, int gates) {
    Shape x = setup.bottom(0);
    Shape cont = setup.bottom(1);
    if (x.rank() < 3) {
      throw setup.error("bottom 0 must be (steps, streams, ...), it is " + x);
    }
    if (cont.rank() != 2 || cont.dim(0) != x.dim(0) || cont.dim(1) != x.dim(1)) {
      throw setup.error(
          "bottom 1 must hold a continuation flag for each step and stream, "
              + Shape.of(x.dim(0), x.dim(1))
              + ", it is "
              + cont);
    }
    if (x.dim(0) == 0) {
      throw setup.error("needs at least one time step, bottom 0 is " + x);
    }
    long staticDepth = 0;
    if (hasStatic) {
      Shape shared = setup.bottom(2);
      if (shared.rank() < 2 || shared.dim(0) != x.dim(1)) {
        throw setup.error(
            "bottom 2, the static input, must be (" + x.dim(1) + " streams, ...), it is " + shared);
      }
      staticDepth = shared.countFrom(1);
    }
    int steps = Math.toIntExact(x.dim(0));
    return new RecurrentGeometry(steps, x.dim(1), x.countFrom(2), staticDepth, hidden, gates);
  }

  /** Returns steps times streams. */
  long rows() {
    return steps * streams;
  }

  /** Returns the inputs of all hidden units. */
  long inputs() {
    return gates * hidden;
  }

  /** Returns the hidden units of all streams. */
  long units() {
    return streams * hidden;
  }

  /** Returns the shape of the hidden units at one step. */
  Shape state() {
    return Shape.of(streams, hidden);
  }

  /** Returns the shape of an exposed state. */
  Shape exposedState() {
    return Shape.of(1, streams, hidden);
  }

  /** Returns the shape of the hidden units at all steps. */
  Shape states() {
    return Shape.of(steps, streams, hidden);
  }

  /** Returns what a tensor (steps, streams, width) holds of one step. */
  Tensor at(int step, Tensor all, long width) {
    return all.slice(step * streams * width, Shape.of(streams, width));
  }

  /** Returns the operator that combines hidden units with one number for each stream. */
  Broadcast byStream(BinaryFunction function) {
    return Broadcast.alongMiddle(function, 1, streams, hidden);
  }
}
