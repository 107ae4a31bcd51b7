package io.decant.api.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.decant.api.Decant;
import io.decant.api.forecast.MemoryStudy;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.NetState;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.ProgramOp;
import io.decant.spi.memory.Region;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** When the gradient of a bottom takes the place of a top's that has another name. */
class GradientsInPlaceTest {
  private static final Decant DECANT = Decant.open();
  private static final String BEGIN =
      """
      layer { name: 'in' type: 'Input' top: 'x' input_param { shape { dim: 2 dim: 3 dim: 4 dim: 4 } } }
      layer { name: 'target' type: 'Input' top: 't' input_param { shape { dim: 2 dim: 5 } } }
      layer { name: 'conv' type: 'Convolution' bottom: 'x' top: 'c'
        convolution_param { num_output: 6 kernel_size: 3 weight_filler { type: 'xavier' } } }
      """;
  private static final String NORM =
      "layer { name: 'norm' type: 'LRN' bottom: 'c' top: 'n' lrn_param { alpha: 1 } }\n";
  private static final String RECTIFIER =
      "layer { name: 'relu' type: 'ReLU' bottom: 'c' top: 'r' }\n";
  private static final Set<String> GRADIENTS =
      Set.of("LrnBackward", "ReluBackward", "BiasReluBackward");
  private static final String SUM =
      "layer { name: 'sum' type: 'Eltwise' bottom: 'n' bottom: 'r' top: 's' }\n";

  @AfterAll
  static void close() {
    DECANT.close();
  }

  private static Located<NetParameter> net(String middle, String last) {
    String end =
        """
        layer { name: 'ip' type: 'InnerProduct' bottom: '%s' top: 'y'
          inner_product_param { num_output: 5 weight_filler { type: 'xavier' } } }
        layer { name: 'loss' type: 'EuclideanLoss' bottom: 'y' bottom: 't' top: 'loss' }
        """;
    return Prototxt.parseNet("name: 'n'\n" + BEGIN + middle + end.formatted(last), "net.prototxt");
  }

  /** Returns the gradients' operators whose result lies where their first operand does. */
  private static Set<String> inPlace(Located<NetParameter> net) {
    MemoryStudy study = MemoryStudy.of(DECANT.engine(), net, NetState.getDefaultInstance(), true);
    Set<String> found = new TreeSet<>();
    for (LoweredOp lowered : study.programs().get(0).ops()) {
      ProgramOp op = lowered.op();
      List<Region> operands = op.operands();
      boolean gradient = GRADIENTS.contains(op.spec().name());
      if (gradient && operands.get(0).block() == operands.get(operands.size() - 1).block()) {
        found.add(op.spec().name());
      }
    }
    return found;
  }

  @Test
  void takesThePlaceWhereNobodyLooksAtTheTopsLater() {
    assertEquals(Set.of("LrnBackward"), inPlace(net(NORM, "n")));
    assertEquals(Set.of("BiasReluBackward"), inPlace(net(RECTIFIER, "r")));
  }

  @Test
  void onlyTheLastReaderOfASharedGradientTakesItsPlace() {
    assertEquals(Set.of("LrnBackward"), inPlace(net(NORM + RECTIFIER + SUM, "s")));
    assertEquals(Set.of("ReluBackward"), inPlace(net(RECTIFIER + NORM + SUM, "s")));
  }

  @Test
  void whatTheUserWantsToSeeStays() {
    try (Net all = builder().build();
        Net some = builder().retain(List.of("n")).build();
        Net none = builder().retain(List.of()).build()) {
      for (Net net : List.of(all, some, none)) {
        float[] x = new float[2 * 3 * 4 * 4];
        for (int i = 0; i < x.length; i++) {
          x[i] = (i * 7 % 11 - 5) / 3f;
        }
        net.blob("x").setData(x);
        net.forward();
        net.backward();
        assertArrayEquals(
            all.blob(all.parameters().get(0)).diff(), net.blob(net.parameters().get(0)).diff());
      }
      assertArrayEquals(all.blob("n").diff(), some.blob("n").diff());
      assertFalse(Arrays.equals(all.blob("n").diff(), all.blob("c").diff()));
    }
  }

  private static NetBuilder builder() {
    return Net.builder(DECANT.engine(), net(NORM, "n")).seed(5);
  }
}
