package io.decant.proto.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.TextFormat;
import io.decant.proto.Location;
import io.decant.proto.ProtoFileException;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.Datum;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.Phase;
import io.decant.proto.caffe.PoolingParameter;
import io.decant.proto.caffe.SolverParameter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrototxtTest {
  private static final String LENET =
      """
      name: "LeNet" # a comment
      layer {
        name: 'conv' "1"
        type: "Convolution";
        bottom: "data", top: "conv1"
        param { lr_mult: 1 } param < lr_mult: 2.5f >
        convolution_param: {
          num_output: 0x14 kernel_size: [5, 3] pad: []
          weight_filler { type: "xavier" std: -1.5e-3 }
        }
        include { phase: TRAIN min_level: -2 }
        include { phase: 1 }
      }
      layer { type: "Pooling" pooling_param { pool: AVE kernel_size: 010 } propagate_down: t
        propagate_down: False propagate_down: 0 loss_weight: [inf, -Infinity, 1., .5, 3] }
      """;

  private static LayerParameter layer(String text) {
    return Prototxt.parse(text, "x.prototxt", LayerParameter.getDefaultInstance()).message();
  }

  @Test
  void readsTheFormsThatCaffeReads() throws TextFormat.ParseException {
    Located<NetParameter> net = Prototxt.parseNet(LENET, "lenet.prototxt");
    // protocol buffers' own parser knows all of these but a number behind an enum's name
    NetParameter.Builder expected = NetParameter.newBuilder();
    TextFormat.merge(LENET, expected);
    assertEquals(expected.build(), net.message());
    LayerParameter conv = net.message().getLayer(0);
    assertEquals("conv1", conv.getName());
    assertEquals(20, conv.getConvolutionParam().getNumOutput());
    assertEquals(List.of(5, 3), conv.getConvolutionParam().getKernelSizeList());
    assertEquals(2.5f, conv.getParam(1).getLrMult());
    assertEquals(Phase.TEST, conv.getInclude(1).getPhase());
    LayerParameter pool = net.message().getLayer(1);
    assertEquals(PoolingParameter.PoolMethod.AVE, pool.getPoolingParam().getPool());
    assertEquals(8, pool.getPoolingParam().getKernelSize());
    assertEquals(List.of(true, false, false), pool.getPropagateDownList());
    assertEquals(
        List.of(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1f, .5f, 3f),
        pool.getLossWeightList());
  }

  @Test
  void knowsWhereEverythingStands() {
    Located<NetParameter> net = Prototxt.parseNet(LENET, "lenet.prototxt");
    assertEquals(new Location("lenet.prototxt", 1, 1), net.source().location("name"));
    List<Located<LayerParameter>> layers = Prototxt.layers(net);
    Source conv = layers.get(0).source();
    assertEquals("lenet.prototxt:2:1", conv.location().toString());
    assertEquals("lenet.prototxt:5:19", conv.location("top").toString());
    Source parameter = conv.child("convolution_param", 0);
    assertEquals("lenet.prototxt:7:3", parameter.location().toString());
    assertEquals("lenet.prototxt:8:39", parameter.location("kernel_size", 1).toString());
    assertEquals("lenet.prototxt:7:3", parameter.location("stride").toString());
    assertEquals(
        "lenet.prototxt:9:36", parameter.child("weight_filler", 0).location("std").toString());
    assertEquals("lenet.prototxt:6:24", conv.child("param", 1).location().toString());
    assertEquals(
        "lenet.prototxt:14:1: too big", layers.get(1).source().error("x", "too big").getMessage());
  }

  @Test
  void unescapesStrings() {
    Datum datum =
        Prototxt.parse(
                "data: \"\\a\\b\\f\\n\\r\\t\\v\\\\\\'\\\"\\?\\1\\377\\x7f\\u00e9é\" '\\U0001F600'",
                "x",
                Datum.getDefaultInstance())
            .message();
    byte[] head = {7, 8, 12, 10, 13, 9, 11, '\\', '\'', '"', '?', 1, (byte) 255, 127};
    byte[] tail = "éé\uD83D\uDE00".getBytes(StandardCharsets.UTF_8);
    assertEquals(head.length + tail.length, datum.getData().size());
    assertEquals(
        com.google.protobuf.ByteString.copyFrom(head)
            .concat(com.google.protobuf.ByteString.copyFrom(tail)),
        datum.getData());
  }

  @Test
  void skipsByteOrderMarkAndCommentsInAnyEncoding(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("net.prototxt");
    byte[] text = "\uFEFF# x\nname: \"é\" # x".getBytes(StandardCharsets.UTF_8);
    text[5] = (byte) 0xC4; // Latin-1 in a comment
    text[text.length - 1] = (byte) 0xE9;
    Files.write(file, text);
    assertEquals("é", Prototxt.parseNet(file).message().getName());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name \"x\" | 1:6: expected \":\" behind \"name\", found a string",
        "name: x | 1:7: \"name\" takes a string in quotes, found \"x\"",
        "name: \"x | 1:7: a string has no closing \" on its line",
        "name: \"\\q\" | 1:8: a string has an unknown escape",
        "name: \"\\x\" | 1:8: a string has an escape without digits",
        "name: \"a\" name: \"b\" | 1:11: \"name\" is set twice; the first is at x:1:1",
        "relu_param {} relu_param {} | 1:15: \"relu_param\" is set twice; the first is at x:1:1",
        "relu_param { | 1:13: \"relu_param\", opened at x:1:1, is not closed by \"}\"",
        "relu_param { > | 1:14: expected the name of a field, found \">\"",
        "} | 1:1: expected the name of a field, found \"}\"",
        "phase: NONE | 1:8: \"phase\" takes one of TRAIN, TEST, found \"NONE\"",
        "phase: 2 | 1:8: \"phase\" takes one of TRAIN, TEST, found \"2\"",
        "propagate_down: 2 | 1:17: \"propagate_down\" takes true or false, found \"2\"",
        "loss_weight: 0x10 | 1:14: \"loss_weight\" takes a decimal number, found \"0x10\"",
        "loss_weight: 1e | 1:14: a number ends in \"e\" without an exponent",
        "loss_weight: 1x | 1:14: \"1x\" is not a number; a space is missing",
        "loss_weight: | 1:13: \"loss_weight\" takes a number, found the end of the text",
        "crop_param { axis: 1.5 } | 1:20: \"axis\" takes a whole number, found \"1.5\"",
        "crop_param { axis: 08 } | 1:20: \"08\" is neither an octal nor a hexadecimal number",
        "crop_param { axis: 2147483648 } | 1:20: \"axis\" takes numbers from -2147483648 to"
            + " 2147483647, found 2147483648",
        "crop_param { offset: -1 } | 1:22: \"offset\" takes numbers from 0 to 4294967295, found -1",
        "crop_param { offset: [1 2] } | 1:25: expected \"]\" or \",\" in the list of \"offset\","
            + " found \"2\"",
        "clip_param { min: 1 } | 1:1: \"max\" must be set in a ClipParameter",
        "relu_param 1 | 1:12: expected \"{\", found \"1\"",
        "foo bar | 1:5: expected \":\" or \"{\" behind \"foo\", found \"bar\"",
        "foo: ] | 1:6: expected a value of \"foo\", found \"]\"",
        "foo { bar: 1 | 1:13: \"foo\" is not closed by \"}\"",
      })
  void saysWhatIsWrongAndWhere(String text, String expected) {
    ProtoFormatException e =
        assertThrows(
            ProtoFormatException.class,
            () -> Prototxt.parse(text, "x", LayerParameter.getDefaultInstance()));
    assertEquals("x:" + expected, e.getMessage());
  }

  @Test
  void countsLinesAndCharacters() {
    ProtoFormatException e =
        assertThrows(
            ProtoFormatException.class,
            () -> Prototxt.parseNet("# é\r\n\tname: \"éé\" +", "net.prototxt"));
    assertEquals(new Location("net.prototxt", 2, 13), e.location());
  }

  @Test
  void refusesDeepNestingOfKnownAndUnknownFields() {
    for (String open : List.of("foo {", "layer { foo <", "foo: [{ bar {")) {
      ProtoFormatException e =
          assertThrows(
              ProtoFormatException.class, () -> Prototxt.parseNet(open.repeat(20_000), "deep"));
      assertEquals("messages nest deeper than 100 levels", e.problem());
    }
    String brackets = "foo: " + "[".repeat(20_000);
    assertThrows(ProtoFormatException.class, () -> Prototxt.parseNet(brackets, "deep"));
  }

  @Test
  void acceptsTheExtremesOfEachType() {
    SolverParameter solver =
        Prototxt.parseSolver(
                "random_seed: -9223372036854775808 max_iter: 2147483647 base_lr: 1e-45", "s")
            .message();
    assertEquals(Long.MIN_VALUE, solver.getRandomSeed());
    assertEquals(Integer.MAX_VALUE, solver.getMaxIter());
    assertEquals(Float.MIN_VALUE, solver.getBaseLr());
    assertEquals(-1, layer("crop_param { offset: 4294967295 }").getCropParam().getOffset(0));
    // rounded once: by way of a double this would be the float behind it
    assertEquals(
        Math.nextUp(1f), layer("loss_weight: 1.00000017881393432617187499").getLossWeight(0));
  }

  @Test
  void saysWhyAFileCannotBeRead(@TempDir Path folder) throws IOException {
    ProtoFileException missing =
        assertThrows(
            ProtoFileException.class, () -> Prototxt.parseNet(folder.resolve("none.prototxt")));
    assertEquals(folder.resolve("none.prototxt") + ": no such file", missing.getMessage());
    ProtoFileException directory =
        assertThrows(ProtoFileException.class, () -> Prototxt.parseSolver(folder));
    assertEquals(folder + " is a folder; a file is needed", directory.getMessage());
    Path binary = folder.resolve("lenet.caffemodel");
    Files.write(binary, new byte[] {10, 5, 'L', 'e', 'N', 'e', 't'});
    ProtoFormatException wrong =
        assertThrows(ProtoFormatException.class, () -> Prototxt.parseNet(binary));
    assertTrue(wrong.getMessage().contains("is this a binary file?"), wrong.getMessage());
    Path utf16 = folder.resolve("latin1.prototxt");
    Files.write(utf16, "name: \"é\"".getBytes(StandardCharsets.ISO_8859_1));
    ProtoFormatException encoding =
        assertThrows(ProtoFormatException.class, () -> Prototxt.parseNet(utf16));
    assertEquals(
        utf16 + ":1:7: a string is not in UTF-8; save the file as UTF-8", encoding.getMessage());
  }
}
