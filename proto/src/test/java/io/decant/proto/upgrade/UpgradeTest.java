package io.decant.proto.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the real Caffe made of these files is what comes out here. */
class UpgradeTest {
  private final List<String> log = new ArrayList<>();

  private static String resource(String name) throws IOException {
    try (InputStream in = UpgradeTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Located<NetParameter> upgrade(String text) {
    return NetUpgrade.upgrade(Prototxt.parseNet(text, "net.prototxt"), log::add);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "batchnorm_upgrade",
        "data_transform_upgrade",
        "filter_rules_test",
        "filter_rules_train",
        "input_upgrade_dim",
        "input_upgrade_shape",
        "splits",
        "v0_net",
        "v0_types",
        "v1_all_types",
        "v1_net"
      })
  void upgradesNetsAsCaffeDoes(String name) throws IOException {
    Located<NetParameter> upgraded = upgrade(resource(name + "/net.prototxt"));
    String expected = resource(name + "/upgraded.prototxt");
    assertEquals(Prototxt.parseNet(expected, name).message(), upgraded.message());
    assertEquals(expected, Prototxt.print(upgraded.message()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "solver_prefix_dir",
        "solver_prefix_none",
        "solver_type_adadelta",
        "solver_type_adagrad",
        "solver_type_adam",
        "solver_type_nesterov",
        "solver_type_rmsprop",
        "solver_type_sgd"
      })
  void upgradesSolversAsCaffeDoes(String name) throws IOException {
    Located<SolverParameter> solver =
        Prototxt.parseSolver(resource(name + "/solver.prototxt"), "solver.prototxt");
    Located<SolverParameter> upgraded =
        SolverUpgrade.upgrade(solver, Path.of("solver.prototxt"), log::add);
    assertEquals(resource(name + "/upgraded_solver.prototxt"), Prototxt.print(upgraded.message()));
  }

  @Test
  void completesAPrefixThatIsAFolder(@TempDir Path folder) {
    Located<SolverParameter> solver =
        Prototxt.parseSolver("snapshot_prefix: \"" + folder + "\"", "s");
    SolverParameter upgraded =
        SolverUpgrade.upgrade(solver, Path.of("some/lenet.solver.prototxt"), log::add).message();
    assertEquals(folder.resolve("lenet.solver").toString(), upgraded.getSnapshotPrefix());
    assertTrue(log.get(0).startsWith("snapshot_prefix was a directory"), log.toString());
  }

  @Test
  void leavesAPresentNetAlone() {
    Located<NetParameter> net = Prototxt.parseNet("layer { type: \"ReLU\" }", "x");
    assertSame(net, NetUpgrade.upgrade(net, log::add));
    assertTrue(log.isEmpty(), log.toString());
  }

  @Test
  void movesTheImageFieldsOfV1DataLayers() {
    LayerParameter layer =
        upgrade("layers { type: DATA data_param { scale: 2 mirror: true batch_size: 3 } }")
            .message()
            .getLayer(0);
    assertEquals(2, layer.getTransformParam().getScale());
    assertTrue(layer.getTransformParam().getMirror());
    assertEquals("batch_size: 3\n", Prototxt.print(layer.getDataParam()));
    assertEquals(4, log.size(), log.toString());
  }

  @Test
  void sourcesFollowTheirLayers() throws IOException {
    Located<NetParameter> net = upgrade(resource("v0_net/net.prototxt"));
    List<Located<LayerParameter>> layers = Prototxt.layers(net);
    assertEquals("conv1", layers.get(1).message().getName());
    assertEquals(4, layers.get(1).source().location().line());
    Located<NetParameter> inputs = upgrade("input: \"a\" input_dim: [1, 1, 1, 1]\nlayer {}");
    assertEquals(1, Prototxt.layers(inputs).get(0).source().location().line());
    assertEquals(2, Prototxt.layers(inputs).get(1).source().location().line());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "layers { layer { type: \"relu\" num_output: 3 } }"
            + "|1:31: \"num_output\" has no meaning in a V0 layer of type \"relu\"",
        "layers { layer { type: \"odd\" } }|1:1: a V0 layer has the unknown type \"odd\"",
        "layers { type: RELU } layer { }"
            + "|1:23: a net has either \"layer\" or, in the form before 2015, \"layers\", not both",
        "input: \"a\" input_dim: 1|1:12: 1 inputs need 4 \"input_dim\", found 1",
        "input: \"a\" input_shape {} input_shape {}"
            + "|1:12: 1 inputs need as many \"input_shape\", found 2",
        "layers { top: \"p\" layer { type: \"padding\" } } layers { bottom: \"p\" layer { type: \"relu\""
            + " } }|1:47: a padding layer may only feed conv and pool, not relu",
      })
  void saysWhatCannotBeUpgraded(String textAndError) {
    String[] parts = textAndError.split("\\|", -1);
    ProtoFormatException e = assertThrows(ProtoFormatException.class, () -> upgrade(parts[0]));
    assertEquals("net.prototxt:" + parts[1], e.getMessage());
  }

  @Test
  void refusesBothFormsOfASolversType() {
    Located<SolverParameter> solver = Prototxt.parseSolver("solver_type: ADAM type: \"SGD\"", "s");
    assertThrows(
        ProtoFormatException.class,
        () -> SolverUpgrade.upgrade(solver, Path.of("s.prototxt"), log::add));
  }
}
