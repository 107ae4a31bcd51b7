package io.decant.api.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.decant.api.Decant;
import io.decant.proto.text.Prototxt;
import io.decant.spi.op.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Training on the items that a Filter lets through learns the same as training on a net that is
 * reshaped to just those items.
 */
class FilteredTrainingTest {
  private static final Decant DECANT = Decant.open();
  private static final int ITEMS = 6;
  private static final int SIZE = 5;

  private static final String INPUTS =
      """
      layer { name: "in" type: "Input" top: "%s" top: "%s"
        input_param { shape { dim: 6 dim: 5 } shape { dim: 6 } } }
      """;

  private static final String FILTER =
      """
      layer { name: "sel" type: "Input" top: "s" input_param { shape { dim: 6 } } }
      layer { name: "f" type: "Filter" bottom: "x" bottom: "t" bottom: "s" top: "y" top: "u" }
      """;

  /** One weight is shared by two layers. */
  private static final String REST =
      """
      layer { name: "ip1" type: "InnerProduct" bottom: "y" top: "h" param { name: "w" }
        inner_product_param { num_output: 5 weight_filler { type: "xavier" } } }
      layer { name: "relu" type: "ReLU" bottom: "h" top: "h" relu_param { negative_slope: 0.1 } }
      layer { name: "drop" type: "Dropout" bottom: "h" top: "h" dropout_param { dropout_ratio: 0 } }
      layer { name: "ip2" type: "InnerProduct" bottom: "h" top: "z" param { name: "w" }
        inner_product_param { num_output: 5 weight_filler { type: "xavier" } } }
      layer { name: "loss" type: "SoftmaxWithLoss" bottom: "z" bottom: "u" top: "loss" }
      """;

  @AfterAll
  static void close() {
    DECANT.close();
  }

  private static Solver solver(String net, String settings) {
    String text =
        "net_param { name: 'n' "
            + net
            + " } base_lr: 0.1 momentum: 0.9 lr_policy: 'fixed' random_seed: 3 "
            + settings;
    return Solver.builder(DECANT.engine(), Prototxt.parseSolver(text, "solver")).build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "iter_size: 2", "clip_gradients: 0.05", "type: 'Adam'"})
  void learnsFromTheSelectedItemsAlone(String settings) {
    try (Solver filtered = solver(INPUTS.formatted("x", "t") + FILTER + REST, settings);
        Solver reshaped = solver(INPUTS.formatted("y", "u") + REST, settings)) {
      Random random = new Random(11);
      List<float[]> before = SolverWeights.of(filtered);
      for (int iteration = 0; iteration < 12; iteration++) {
        boolean[] selected = new boolean[ITEMS];
        for (int i = 0; i < ITEMS; i++) {
          selected[i] = iteration == 4 || (iteration != 7 && random.nextBoolean());
        }
        step(filtered, reshaped, selected, random);
        SolverWeights.assertSame(SolverWeights.of(reshaped), SolverWeights.of(filtered));
      }
      assertFalse(Arrays.equals(before.get(0), SolverWeights.of(filtered).get(0)));
    }
  }

  private static void step(Solver filtered, Solver reshaped, boolean[] selected, Random random) {
    float[] selector = new float[ITEMS];
    float[] data = new float[ITEMS * SIZE];
    float[] labels = new float[ITEMS];
    float[] selectedData = new float[ITEMS * SIZE];
    float[] selectedLabels = new float[ITEMS];
    int count = 0;
    for (int i = 0; i < ITEMS; i++) {
      labels[i] = random.nextInt(5);
      for (int j = 0; j < SIZE; j++) {
        data[i * SIZE + j] = random.nextFloat();
      }
      if (selected[i]) {
        selector[i] = 1;
        selectedLabels[count] = labels[i];
        System.arraycopy(data, i * SIZE, selectedData, count * SIZE, SIZE);
        count++;
      }
    }
    filtered.net().blob("x").setData(data);
    filtered.net().blob("t").setData(labels);
    filtered.net().blob("s").setData(selector);
    filtered.step(1);
    reshaped.net().reshape(Map.of("y", Shape.of(count, SIZE), "u", Shape.of(count)));
    reshaped.net().blob("y").setData(Arrays.copyOf(selectedData, count * SIZE));
    reshaped.net().blob("u").setData(Arrays.copyOf(selectedLabels, count));
    reshaped.step(1);
    assertEquals(count, filtered.net().blob("z").shape().dim(0));
    assertEquals(reshaped.loss(), filtered.loss());
  }
}
