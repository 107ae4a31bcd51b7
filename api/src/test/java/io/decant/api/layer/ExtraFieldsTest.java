package io.decant.api.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.Phase;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ExtraFieldsTest {
  private static final String TEXT =
      """
      name: "l" type: "Mine"
      mine_param {
        text: "two words" name: WORD empty: ""
        number: -1.5e3 half: 0.5 big: inf
        whole: 0x10 minus: -7
        yes: true no: f one: 1
        unit: SECONDS
        sizes: [1, 2.5] sizes: -3
        counts: 4 counts: 5
        words: ["a", b]
        box { x: 1 } box { x: 2 }
        inner { deep: < value: 9 > }
        twice: 1 twice: 2
      }
      """;

  private static LayerConfig config(String text) {
    Located<LayerParameter> layer =
        Prototxt.parse(text, "net", LayerParameter.getDefaultInstance());
    return new LayerConfig(
        layer.message(), layer.source(), Phase.TRAIN, 1, Path.of(""), DataShare.ALL);
  }

  private final ExtraFields fields = config(TEXT).extra("mine_param");

  @Test
  void valuesOfEveryKind() {
    assertEquals("two words", fields.text("text"));
    assertEquals("WORD", fields.text("name", "other"));
    assertEquals("", fields.text("empty"));
    assertEquals(-1500, fields.number("number"));
    assertEquals(Double.POSITIVE_INFINITY, fields.number("big", 1));
    assertEquals(16, fields.number("minus", 3) + 23);
    assertEquals(16, fields.whole("whole"));
    assertEquals(-7, fields.whole("minus", 2));
    assertTrue(fields.flag("yes"));
    assertFalse(fields.flag("no", true));
    assertTrue(fields.flag("one"));
    assertEquals(TimeUnit.SECONDS, fields.choice("unit", TimeUnit.class));
    assertEquals(TimeUnit.SECONDS, fields.choice("unit", TimeUnit.DAYS));
  }

  @Test
  void repeatedAndNestedOnes() {
    assertEquals(List.of(1.0, 2.5, -3.0), fields.numbers("sizes"));
    assertEquals(List.of(4L, 5L), fields.wholes("counts"));
    assertEquals(List.of("a", "b"), fields.texts("words"));
    assertEquals(
        List.of(1L, 2L), fields.messages("box").stream().map(box -> box.whole("x")).toList());
    assertEquals(9, fields.message("inner").message("deep").whole("value"));
    assertEquals(List.of("x"), fields.messages("box").get(0).names());
  }

  @Test
  void whatIsNotThereHasItsDefault() {
    ExtraFields none = config("name: 'l'").extra("mine_param");
    assertTrue(none.names().isEmpty());
    assertFalse(none.has("text"));
    assertEquals("default", none.text("mode", "default"));
    assertEquals(0.5, none.number("rate", 0.5));
    assertEquals(3, none.whole("count", 3));
    assertTrue(none.flag("on", true));
    assertEquals(TimeUnit.DAYS, none.choice("unit", TimeUnit.DAYS));
    assertEquals(List.of(), none.numbers("sizes"));
    assertEquals(0, none.message("inner").whole("deep", 0));
  }

  @Test
  void errorsNameLineLayerAndField() {
    check("net:2:1: layer 'l' (Mine): mine_param.rate: it is missing", () -> fields.number("rate"));
    check(
        "net:3:3: layer 'l' (Mine): mine_param.text: a number is needed, found two words",
        () -> fields.number("text"));
    check(
        "net:3:32: layer 'l' (Mine): mine_param.empty: a whole number is needed, found an empty",
        () -> fields.whole("empty", 1));
    check("mine_param.half: a whole number is needed, found 0.5", () -> fields.whole("half"));
    check("mine_param.whole: true or false is needed", () -> fields.flag("whole"));
    check("mine_param.name: one of NANOSECONDS, ", () -> fields.choice("name", TimeUnit.DAYS));
    check("mine_param.inner: a text is needed, found a message", () -> fields.text("inner"));
    check("mine_param.half: a message in braces is needed", () -> fields.message("half"));
    check(
        "net:13:12: layer 'l' (Mine): mine_param.twice: it is given 2 times",
        () -> fields.whole("twice"));
    check("mine_param.box: it is given 2 times", () -> fields.message("box"));
    check("box.y: it is missing", () -> fields.messages("box").get(1).text("y"));
    check(
        "mine_param.number: it is unknown; known are text, name, empty",
        () -> fields.allow("text", "name", "empty"));
    check(
        "net:8:3: layer 'l' (Mine): mine_param.sizes: too few",
        () -> {
          throw fields.error("sizes", "too few");
        });
  }

  @Test
  void otherFieldsAreRefused() {
    check(
        "net:1:12: layer 'l' (): field 'other_param' is unknown in LayerParameter",
        () -> config("name: 'l'  other_param { } mine_param { }").extra("mine_param"));
    check(
        "field 'scle' is unknown in PoolingParameter",
        () -> config("name: 'l' pooling_param { scle: 2 }").extra("mine_param"));
  }

  private static void check(String problem, Executable action) {
    ProtoFormatException e = assertThrows(ProtoFormatException.class, action);
    assertTrue(e.getMessage().contains(problem), e.getMessage());
  }
}
