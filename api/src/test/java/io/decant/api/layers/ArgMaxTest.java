package io.decant.api.layers;

import static io.decant.api.layers.TestNets.input;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.net.Net;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Positions and values of largest elements. */
class ArgMaxTest extends LayerTest {
  private Net net(String shape, String fields) {
    String text =
        input("x", shape)
            + "layer { name: 'a' type: 'ArgMax' bottom: 'x' top: 'y' argmax_param { "
            + fields
            + " } }";
    return nets.builder(text).phase(Phase.TEST).backward(false).build();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          2,3   | ''                             | 2x1x1   | 2 1
          2,3   | top_k: 2                       | 2x1x2   | 2 0 1 2
          2,3   | out_max_val: true              | 2x2x1   | 2 5 1 7
          2,3   | out_max_val: true top_k: 2     | 2x2x2   | 2 0 5 5 1 2 7 1
          2,3   | axis: 1                        | 2x1     | 2 1
          2,3   | axis: -1 top_k: 3              | 2x3     | 2 0 1 1 2 0
          2,3   | axis: 0                        | 1x3     | 0 1 0
          2,3   | axis: 0 out_max_val: true      | 1x3     | 5 7 5
          2,3   | axis: 1 top_k: 2 out_max_val: true | 2x2 | 5 5 7 1
          2,3,1 | top_k: 2                       | 2x1x2   | 2 0 1 2
          2,3,1,1,1 | ''                         | 2x1x1x1x1 | 2 1
          6     | axis: 0 top_k: 2               | 2       | 4 2
          """)
  void asCaffeOrdersThem(String shape, String fields, String top, String expected) {
    try (Net net = net(shape, fields)) {
      net.blob("x").setData(5, 1, 5, -1, 7, 1);
      net.forward();
      assertEquals(top, net.blob("y").shape().toString());
      String[] numbers = expected.split(" ");
      float[] values = new float[numbers.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = Float.parseFloat(numbers[i]);
      }
      assertArrayEquals(values, net.blob("y").data());
    }
  }

  @Test
  void anEmptyBatchGivesNothing() {
    try (Net net = net("0, 3", "out_max_val: true")) {
      net.forward();
      assertEquals(0, net.blob("y").data().length);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'2,3', 'top_k: 4', 'top_k is 4, it must be at least 1 and at most 3'",
    "'2,3', 'axis: 0 top_k: 3', 'top_k is 3, it must be at least 1 and at most 2'",
    "'2,3', 'top_k: 0', 'top_k is 0, it must be at least 1 and at most 3'",
    "'2,3', 'axis: 2', 'axis 2 is outside a blob of shape 2x3 with 2 axes'",
    "'', '', 'needs a batch axis, the bottom is scalar'",
  })
  void refuses(String shape, String fields, String problem) {
    var error = assertThrows(ProtoFormatException.class, () -> net(shape, fields).close());
    String message = String.valueOf(error.getMessage());
    assertTrue(message.endsWith("layer 'a' (ArgMax): " + problem), message);
  }
}
