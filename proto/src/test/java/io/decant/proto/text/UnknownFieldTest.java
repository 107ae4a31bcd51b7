package io.decant.proto.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.NetParameter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnknownFieldTest {
  private static final String NET =
      """
      layer {
        type: "MultiBoxLoss"
        multibox_loss_param {
          min_size: 30.5
          aspect_ratio: [2, 3]
          flip: true
          nested: < text: "a\\"b" 'c' [ext.ension]: -1 >
        }
        convolution_param { group_size: 7 }
      }
      name: "n"
      """;

  private final Located<NetParameter> net = Prototxt.parseNet(NET, "ssd.prototxt");

  @Test
  void keepsTheTreeOfTheLayerItBelongsTo() {
    Located<LayerParameter> layer = Prototxt.layers(net).get(0);
    List<UnknownField> unknown = layer.source().unknownFields();
    assertEquals(1, unknown.size());
    UnknownField box = unknown.get(0);
    assertEquals("LayerParameter", box.message());
    assertEquals("ssd.prototxt:3:3", box.location().toString());
    assertEquals(
        Optional.of("30.5"), UnknownField.find(box.fields(), "min_size").map(UnknownField::text));
    assertEquals(
        List.of("2", "3"),
        box.fields().stream()
            .filter(field -> field.name().equals("aspect_ratio"))
            .map(UnknownField::text)
            .toList());
    UnknownField nested = UnknownField.find(box.fields(), "nested").orElseThrow();
    assertEquals("a\"bc", nested.fields().get(0).text());
    assertEquals("[ext.ension]", nested.fields().get(1).name());
    assertEquals("-1", nested.fields().get(1).text());
    assertEquals(
        List.of("multibox_loss_param", "group_size"),
        net.source().allUnknownFields().stream().map(UnknownField::name).toList());
    assertTrue(net.source().unknownFields().isEmpty());
  }

  @Test
  void refusesWithTheForkThatHasIt() {
    ProtoFormatException e =
        assertThrows(ProtoFormatException.class, () -> net.source().requireKnownFields());
    assertEquals(
        "ssd.prototxt:3:3: LayerParameter has no field \"multibox_loss_param\";"
            + " it belongs to the SSD fork",
        e.getMessage());
    Located<NetParameter> odd = Prototxt.parseNet("\n  odd: 1", "odd.prototxt");
    ProtoFormatException plain =
        assertThrows(ProtoFormatException.class, () -> odd.source().requireKnownFields());
    assertEquals("odd.prototxt:2:3: NetParameter has no field \"odd\"", plain.getMessage());
    Prototxt.parseNet("name: \"x\"", "x").source().requireKnownFields();
  }

  @Test
  void printsUnknownFieldsToo() {
    String printed = Prototxt.print(net);
    Located<NetParameter> again = Prototxt.parseNet(printed, "again");
    assertEquals(net.message(), again.message());
    assertEquals(printed, Prototxt.print(again));
    assertTrue(printed.contains("      text: \"a\\\"bc\"\n"), printed);
  }

  @Test
  void knowsForks() {
    assertEquals(Optional.of("NVIDIA Caffe"), KnownForks.ofField("LayerParameter", "forward_type"));
    assertEquals(Optional.of("the Faster R-CNN fork"), KnownForks.ofLayerType("Proposal"));
    assertEquals(Optional.empty(), KnownForks.ofLayerType("Convolution"));
  }

  @Test
  void typesOfForksInOldLayersSaySo() {
    ProtoFormatException e =
        assertThrows(
            ProtoFormatException.class,
            () -> Prototxt.parseNet("layers { type: CROP }", "old.prototxt"));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith("old.prototxt:1:16: \"type\" takes one of NONE, "), message);
    assertTrue(message.contains("found \"CROP\"; it belongs to Caffe's branch"), message);
  }

  @Test
  void passesOverWhatChoosesAnImplementation() {
    String text =
        """
        default_forward_type: FLOAT16
        layer {
          engine: "MKLDNN"
          convolution_param { engine: MKLDNN }
          detection_output_param { save_output_param { label_map_file: "a" } num_classes: 2 }
        }
        """;
    Located<NetParameter> forks = Prototxt.parseNet(text, "forks.prototxt");
    forks.source().requireKnownFields();
    assertEquals(
        List.of("default_forward_type", "engine", "save_output_param"),
        forks.source().fieldsWithoutEffect().stream().map(UnknownField::name).toList());
    assertEquals(
        "NetParameter has no field \"default_forward_type\"; it belongs to NVIDIA Caffe, and has no"
            + " effect here",
        KnownForks.explain(forks.source().fieldsWithoutEffect().get(0)));
    assertEquals(2, forks.message().getLayer(0).getDetectionOutputParam().getNumClasses());
  }
}
