package io.decant.api.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.Decant;
import io.decant.api.net.NetParam;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.text.Prototxt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The solvers beyond Caffe's, against the same training in double precision, written out here. */
class AdamWAndLarsTest {
  private static final Decant DECANT = Decant.open();
  private static final int INPUTS = 3;
  private static final int OUTPUTS = 2;
  private static final double DECAY = 0.05;
  private static final int ITERATIONS = 15;

  private static final String NET =
      """
      net_param {
        layer { name: "x" type: "DummyData" top: "x" top: "t" dummy_data_param {
          shape { dim: 4 dim: 3 } shape { dim: 4 dim: 2 }
          data_filler { value: 1 } data_filler { value: 0.5 } } }
        layer { name: "ip" type: "InnerProduct" bottom: "x" top: "y"
          param { lr_mult: 1 } param { lr_mult: 2 decay_mult: 0 }
          inner_product_param { num_output: 2 weight_filler { type: "xavier" }
            bias_filler { value: 0.3 } } }
        layer { name: "loss" type: "EuclideanLoss" bottom: "y" bottom: "t" top: "loss" }
      }
      lr_policy: "fixed" random_seed: 3 weight_decay: 0.05
      """;

  @AfterAll
  static void close() {
    DECANT.close();
  }

  private static Solver solver(String more) {
    return Solver.builder(
            DECANT.engine(), Prototxt.parseSolver(NET + more.replace('\'', '"'), "solver.prototxt"))
        .build();
  }

  /** A parameter in double precision. */
  private static final class Weights {
    final double[] values;
    final double[] gradient;
    final double[] first;
    final double[] second;
    final double rate;
    final double decay;

    Weights(float[] start, double rate, double decay) {
      values = new double[start.length];
      for (int i = 0; i < start.length; i++) {
        values[i] = start[i];
      }
      gradient = new double[start.length];
      first = new double[start.length];
      second = new double[start.length];
      this.rate = rate;
      this.decay = decay;
    }

    void adamW(int step, double baseRate) {
      for (int i = 0; i < values.length; i++) {
        first[i] = 0.9 * first[i] + 0.1 * gradient[i];
        second[i] = 0.99 * second[i] + 0.01 * gradient[i] * gradient[i];
        double correction = Math.sqrt(1 - Math.pow(0.99, step)) / (1 - Math.pow(0.9, step));
        double direction = correction * first[i] / (Math.sqrt(second[i]) + 1e-8);
        values[i] -= rate * baseRate * (direction + decay * values[i]);
      }
    }

    void lars(double baseRate) {
      double ratio = 0.02 * norm(values) / (norm(gradient) + decay * norm(values));
      for (int i = 0; i < values.length; i++) {
        double pulled = gradient[i] + decay * values[i];
        first[i] = 0.9 * first[i] + rate * baseRate * ratio * pulled;
        values[i] -= first[i];
      }
    }
  }

  private static double norm(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }

  /** All inputs are 1, all targets 0.5, so that every item of the batch is the same. */
  private static void gradients(Weights matrix, Weights bias, double clip) {
    for (int output = 0; output < OUTPUTS; output++) {
      double y = bias.values[output];
      for (int input = 0; input < INPUTS; input++) {
        y += matrix.values[output * INPUTS + input];
      }
      bias.gradient[output] = y - 0.5;
      for (int input = 0; input < INPUTS; input++) {
        matrix.gradient[output * INPUTS + input] = y - 0.5;
      }
    }
    double norm = Math.hypot(norm(matrix.gradient), norm(bias.gradient));
    double factor = Math.min(1, clip / norm);
    for (Weights weights : new Weights[] {matrix, bias}) {
      for (int i = 0; i < weights.gradient.length; i++) {
        weights.gradient[i] *= factor;
      }
    }
  }

  /** With two passes, the sum of both is clipped. */
  @ParameterizedTest
  @CsvSource({
    "AdamW, 0.03, '', 1e9",
    "AdamW, 0.03, 'iter_size: 2 debug_info: true', 1e9",
    "AdamW, 0.03, 'clip_gradients: 0.1', 0.1",
    "LARS, 2, '', 1e9",
    "LARS, 2, 'iter_size: 2', 1e9",
    "LARS, 2, 'clip_gradients: 0.3 iter_size: 2', 0.15"
  })
  void trainsAsInDoublePrecision(String type, double baseRate, String more, double clip) {
    String settings =
        type.equals("AdamW")
            ? "type: 'AdamW' momentum: 0.9 momentum2: 0.99 base_lr: 0.03 "
            : "type: 'LARS' momentum: 0.9 trust_coefficient: 0.02 base_lr: 2 ";
    try (Solver solver = solver(settings + more)) {
      solver.prepare();
      NetParam matrixParam = solver.net().learnableParameters().get(0);
      NetParam biasParam = solver.net().learnableParameters().get(1);
      float[] start = solver.net().blob(matrixParam).data();
      Weights matrix = new Weights(start, 1, DECAY);
      Weights bias = new Weights(solver.net().blob(biasParam).data(), 2, 0);
      for (int step = 1; step <= ITERATIONS; step++) {
        gradients(matrix, bias, clip);
        for (Weights weights : new Weights[] {matrix, bias}) {
          if (type.equals("AdamW")) {
            weights.adamW(step, baseRate);
          } else {
            weights.lars(baseRate);
          }
        }
      }
      solver.step(ITERATIONS);
      float[] trained = solver.net().blob(matrixParam).data();
      for (int i = 0; i < trained.length; i++) {
        assertEquals(matrix.values[i], trained[i], 1e-5);
        assertTrue(Math.abs(trained[i] - start[i]) > 1e-3, "nothing was learned");
      }
      for (int i = 0; i < OUTPUTS; i++) {
        assertEquals(bias.values[i], solver.net().blob(biasParam).data()[i], 1e-5);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type: 'AdamW' regularization_type: 'L1'",
        "type: 'LARS' trust_coefficient: 0",
        "type: 'SGD' trust_coefficient: 0.1"
      })
  void whatDoesNotSuitIsRefused(String settings) {
    ProtoFormatException e =
        assertThrows(ProtoFormatException.class, () -> solver("base_lr: 1 " + settings));
    assertTrue(e.getMessage().contains("leave") || e.getMessage().contains("above 0"), "" + e);
  }
}
