package io.decant.cli.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.proto.caffe.BlobProto;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.caffe.V1LayerParameter;
import io.decant.proto.io.BinaryProto;
import io.decant.proto.text.Prototxt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three tools that bring old files to the present form. */
class UpgradeToolsTest {
  private static final String OLD =
      """
      name: "Old"
      input: "data"
      input_dim: 1 input_dim: 3 input_dim: 4 input_dim: 4
      layers { name: "ip" type: INNER_PRODUCT bottom: "data" top: "ip" blobs_lr: 1 blobs_lr: 2
        inner_product_param { num_output: 2 } }
      """;

  @TempDir Path folder;

  @Test
  void anOldNetTextIsUpgraded() throws IOException {
    Path in = Files.writeString(folder.resolve("in"), OLD);
    Path out = folder.resolve("out");
    assertEquals(0, ToolCall.of("upgrade_net_proto_text", in, out).code());
    NetParameter net = Prototxt.parseNet(out).message();
    assertEquals(0, net.getLayersCount() + net.getInputCount());
    assertEquals("Input", net.getLayer(0).getType());
    assertEquals("InnerProduct", net.getLayer(1).getType());
    assertEquals(2, net.getLayer(1).getParam(1).getLrMult());
    Path again = folder.resolve("again");
    assertEquals(0, ToolCall.of("upgrade_net_proto_text", out, again).code());
    assertEquals(Files.readString(out), Files.readString(again));
  }

  @Test
  void anOldBinaryNetKeepsItsWeights() {
    Path in = folder.resolve("in");
    BinaryProto.write(
        in,
        NetParameter.newBuilder()
            .addLayers(
                V1LayerParameter.newBuilder()
                    .setName("ip")
                    .setType(V1LayerParameter.LayerType.INNER_PRODUCT)
                    .addBlobs(BlobProto.newBuilder().setNum(1).addData(3)))
            .build());
    Path out = folder.resolve("out");
    assertEquals(0, ToolCall.of("upgrade_net_proto_binary", in, out).code());
    NetParameter net = BinaryProto.read(out, NetParameter.parser(), "a net");
    assertEquals("InnerProduct", net.getLayer(0).getType());
    assertEquals(3, net.getLayer(0).getBlobs(0).getData(0));
  }

  @Test
  void anOldSolverGetsATypeByName() throws IOException {
    Path in = Files.writeString(folder.resolve("in"), "solver_type: ADAM snapshot_prefix: 'x'");
    Path out = folder.resolve("out");
    assertEquals(0, ToolCall.of("upgrade_solver_proto_text", in, out).code());
    SolverParameter solver = Prototxt.parseSolver(out).message();
    assertEquals("Adam", solver.getType());
    assertFalse(solver.hasSolverType());
  }

  @Test
  void whatIsNoNetExitsWith2AndWritesNothing() throws IOException {
    Path in = Files.writeString(folder.resolve("in"), "layers {{");
    Path out = folder.resolve("out");
    assertEquals(2, ToolCall.of("upgrade_net_proto_text", in, out).code());
    assertEquals(2, ToolCall.of("upgrade_net_proto_binary", in, out).code());
    assertEquals(2, ToolCall.of("upgrade_solver_proto_text", in, out).code());
    assertFalse(Files.exists(out));
    ToolCall call = ToolCall.of("upgrade_net_proto_text", in);
    assertEquals(1, call.code());
    assertTrue(call.err().contains("NET_FILE_IN NET_FILE_OUT are needed, 1 given"), call.err());
  }
}
