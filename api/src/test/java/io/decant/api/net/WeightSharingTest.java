package io.decant.api.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.Decant;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.text.Prototxt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameters that share by name, as in Caffe. */
class WeightSharingTest {
  private static final Decant DECANT = Decant.open();

  @AfterAll
  static void close() {
    DECANT.close();
  }

  private static NetBuilder builder(String text) {
    return Net.builder(DECANT.engine(), Prototxt.parseNet(text.replace('\'', '"'), "net.prototxt"))
        .seed(5);
  }

  /** Two layers over inputs of 2 x 3 and 2 x {@code width}, whose weights are called w. */
  private static String pair(int outputs, String first, int width, int others, String second) {
    return input("x", 3)
        + input("z", width)
        + ip("a", "x", outputs, first)
        + ip("b", "z", others, second);
  }

  private static String input(String name, int width) {
    return "layer { name: '"
        + name
        + "' type: 'Input' top: '"
        + name
        + "' input_param { shape { dim: 2 dim: "
        + width
        + " } } }\n";
  }

  private static String ip(String name, String bottom, int outputs, String spec) {
    return "layer { name: '"
        + name
        + "' type: 'InnerProduct' bottom: '"
        + bottom
        + "' top: '"
        + name
        + "_out' param { name: 'w' "
        + spec
        + " } inner_product_param { num_output: "
        + outputs
        + " bias_term: false weight_filler { type: 'xavier' } } }\n";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lr_mult: 2 decay_mult: 3 | lr_mult: 2 decay_mult: 3 | 2 | 3",
        "lr_mult: 2               |                          | 2 | 1",
        "                         | lr_mult: 2 decay_mult: 0 | 2 | 0",
        "decay_mult: 3            | lr_mult: 0               | 0 | 3"
      })
  void whoSaysAMultiplierDecidesIt(String first, String second, float rate, float decay) {
    try (Net net =
        builder(pair(4, first == null ? "" : first, 3, 4, second == null ? "" : second)).build()) {
      NetParam owner = net.parameters().get(0);
      assertSame(owner, net.parameters().get(1).owner());
      assertEquals(1, net.learnableParameters().size());
      assertEquals(rate, owner.rateMultiplier());
      assertEquals(decay, owner.decayMultiplier());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lr_mult: 2    | lr_mult: 1    | lr_mult 1.0 and 2.0",
        "decay_mult: 0 | decay_mult: 1 | decay_mult 1.0 and 0.0"
      })
  void whoBothSayItMustAgree(String first, String second, String expected) {
    ProtoFormatException e =
        assertThrows(
            ProtoFormatException.class, () -> builder(pair(4, first, 3, 4, second)).build());
    assertTrue(e.getMessage().startsWith("net.prototxt:4"), e.getMessage());
    assertTrue(e.getMessage().contains(expected), e.getMessage());
    assertTrue(e.getMessage().contains("layer 'a'"), e.getMessage());
  }

  @Test
  void shapesAreEqualUnlessTheSharerIsPermissive() {
    String mismatch =
        assertThrows(ProtoFormatException.class, () -> builder(pair(4, "", 6, 2, "")).build())
            .getMessage();
    assertTrue(mismatch.contains("share_mode: PERMISSIVE"), mismatch);
    assertThrows(
        ProtoFormatException.class,
        () -> builder(pair(4, "share_mode: PERMISSIVE", 6, 2, "share_mode: STRICT")).build());
    assertThrows(
        ProtoFormatException.class,
        () -> builder(pair(4, "", 6, 4, "share_mode: PERMISSIVE")).build());
    try (Net net = builder(pair(4, "", 6, 2, "share_mode: PERMISSIVE")).build()) {
      net.prepare();
      NetParam sharer = net.parameters().get(1);
      assertArrayEquals(new long[] {2, 6}, sharer.shape().toArray());
      assertArrayEquals(net.blob(sharer.owner()).data(), net.blob(sharer).data());
    }
  }

  @Test
  void aTestNetHasMultipliersOfItsOwn() {
    try (Net train = builder(pair(4, "lr_mult: 2", 3, 4, "")).build();
        Net test =
            builder(pair(4, "lr_mult: 5", 3, 4, "lr_mult: 5"))
                .sharingParametersWith(train)
                .build()) {
      assertEquals(2, train.parameters().get(0).rateMultiplier());
      assertSame(train.parameters().get(0), test.parameters().get(1).owner());
    }
  }
}
