package io.decant.api.forecast;

import io.decant.api.engine.Engine;
import io.decant.api.net.Net;
import io.decant.api.solver.Solver;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.NetState;
import io.decant.proto.caffe.Phase;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.text.Located;
import java.util.List;
import java.util.function.UnaryOperator;

/** Makes all programs of a run on an engine, of nets that may be changed before. */
interface NetRecipe {
  /** Makes the programs; they are released again. */
  void make(Engine engine, UnaryOperator<NetParameter> change);

  /** Returns the phase whose batch size counts. */
  Phase phase();

  /** Returns the recipe for training as {@code decant train} does it. */
  static NetRecipe of(Located<SolverParameter> solver, NetState state) {
    return new NetRecipe() {
      @Override
      public void make(Engine engine, UnaryOperator<NetParameter> change) {
        try (Solver run =
            Solver.builder(engine, solver)
                .state(state)
                .changingNets(change)
                .retainOutputsOnly()
                .build()) {
          run.prepare();
        }
      }

      @Override
      public Phase phase() {
        return Phase.TRAIN;
      }
    };
  }

  /** Returns the recipe for a single net; one in phase TRAIN computes gradients. */
  static NetRecipe of(Located<NetParameter> net, NetState state, boolean backward) {
    return new NetRecipe() {
      @Override
      public void make(Engine engine, UnaryOperator<NetParameter> change) {
        try (Net run =
            Net.builder(engine, new Located<>(change.apply(net.message()), net.source()))
                .state(state)
                .backward(backward)
                .retain(List.of())
                .build()) {
          run.prepare();
        }
      }

      @Override
      public Phase phase() {
        return state.getPhase();
      }
    };
  }
}
