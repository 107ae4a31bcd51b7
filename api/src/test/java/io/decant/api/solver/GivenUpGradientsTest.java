package io.decant.api.solver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.Decant;
import io.decant.api.blob.Blob;
import io.decant.api.net.Net;
import io.decant.api.net.NetParam;
import io.decant.proto.text.Prototxt;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients of parameters are given up behind their updates where nobody can read them. */
class GivenUpGradientsTest {
  /** Two layers share their weights; another one has no bias that learns; one is frozen. */
  private static final String NET =
      """
      net_param {
        name: "shared"
        layer {
          name: "data" type: "DummyData" top: "x" top: "t"
          dummy_data_param {
            shape { dim: 3 dim: 6 } shape { dim: 3 dim: 6 }
            data_filler { type: "gaussian" } data_filler { value: 1 }
          }
        }
        layer {
          name: "a" type: "InnerProduct" bottom: "x" top: "a" param { name: "w" } param { name: "b" }
          inner_product_param { num_output: 6 weight_filler { type: "xavier" } }
        }
        layer { name: "tanh" type: "TanH" bottom: "a" top: "h" }
        layer {
          name: "c" type: "InnerProduct" bottom: "h" top: "c" param { name: "w" } param { name: "b" }
          inner_product_param { num_output: 6 weight_filler { type: "xavier" } }
        }
        layer {
          name: "d" type: "InnerProduct" bottom: "c" top: "d" param { lr_mult: 1 } param { lr_mult: 0 }
          inner_product_param { num_output: 6 weight_filler { type: "xavier" } }
        }
        layer {
          name: "frozen" type: "InnerProduct" bottom: "d" top: "y"
          param { lr_mult: 0 } param { lr_mult: 0 }
          inner_product_param { num_output: 6 weight_filler { type: "xavier" } }
        }
        layer { name: "loss" type: "EuclideanLoss" bottom: "y" bottom: "t" top: "loss" }
      }
      base_lr: 0.1 lr_policy: "fixed" momentum: 0.9 weight_decay: 0.01 random_seed: 3
      """;

  private interface Work<T> {
    T with(Solver solver);
  }

  /** Trains for some iterations, and looks at what came of it. */
  private static <T> T trained(String more, boolean outputsOnly, Work<T> then) {
    try (Decant decant = Decant.open()) {
      SolverBuilder builder =
          Solver.builder(decant.engine(), Prototxt.parseSolver(NET + more, "solver.prototxt"));
      try (Solver solver = (outputsOnly ? builder.retainOutputsOnly() : builder).build()) {
        solver.step(4);
        return then.with(solver);
      }
    }
  }

  private static List<float[]> each(Solver solver, Function<Blob, float[]> read) {
    List<float[]> values = new ArrayList<>();
    for (NetParam param : solver.net().learnableParameters()) {
      values.add(read.apply(solver.net().blob(param)));
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "iter_size: 2", "clip_gradients: 0.1", "snapshot_diff: true"})
  void weightsAreThoseOfARunThatKeepsGradients(String more) {
    List<float[]> kept = trained(more, false, SolverWeights::of);
    SolverWeights.assertSame(kept, trained(more, true, SolverWeights::of));
  }

  @Test
  void readingOneSaysHowToKeepIt() {
    trained(
        "",
        true,
        solver -> {
          Net net = solver.net();
          Blob learning = net.blob(net.learnableParameters().get(0));
          Exception e = assertThrows(IllegalStateException.class, learning::diff);
          assertTrue(e.getMessage().contains("a[0] 6x6"), e.getMessage());
          assertTrue(e.getMessage().contains("set snapshot_diff"), e.getMessage());
          Blob frozen =
              net.learnableParameters().stream()
                  .filter(param -> param.layer().equals("frozen") && param.index() == 0)
                  .map(net::blob)
                  .findFirst()
                  .orElseThrow();
          assertArrayEquals(new float[36], frozen.diff(), "nothing computes it");
          return null;
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"iter_size: 2", "clip_gradients: 0.1", "snapshot_diff: true"})
  void whatIsReadBehindTheUpdateStays(String more) {
    List<float[]> expected = trained(more, false, solver -> each(solver, Blob::diff));
    List<float[]> actual = trained(more, true, solver -> each(solver, Blob::diff));
    SolverWeights.assertSame(expected, actual);
  }
}
