package io.decant.cli.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.cli.tool.ToolCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found wrong, and what is only noted. */
class CheckTest {
  private static final String NET =
      """
      name: "Small"
      layer { name: "x" type: "DummyData" top: "x" top: "y"
        dummy_data_param { shape { dim: 4 dim: 30 } shape { dim: 4 dim: 5 } } }
      layer { name: "ip" type: "InnerProduct" bottom: "x" top: "ip"
        inner_product_param { num_output: %d } }
      layer { name: "loss" type: "EuclideanLoss" bottom: "ip" bottom: "y" top: "loss" }
      """;

  @TempDir Path folder;

  private ToolCall check(String net, Object... more) throws IOException {
    Path file = Files.writeString(folder.resolve("net.prototxt"), net);
    Object[] all = new Object[more.length + 2];
    all[0] = "--model";
    all[1] = file;
    System.arraycopy(more, 0, all, 2, more.length);
    return ToolCall.of(NetTools.all(), "check", all);
  }

  @Test
  void aGoodNetPasses() throws IOException {
    ToolCall call = check(NET.formatted(5));
    assertEquals(0, call.code(), call.out() + call.err());
    assertTrue(
        call.out()
            .contains(
                "ok: net 'Small', phase TRAIN: 3 layers, 155 parameters, 600 multiply-adds forward;"
                    + " outputs: loss"),
        call.out());
    assertTrue(call.out().endsWith("no problem found\n"), call.out());
  }

  @Test
  void shapesThatDoNotFitAreAProblem() throws IOException {
    ToolCall call = check(NET.formatted(6));
    assertEquals(1, call.code());
    assertTrue(call.out().contains("problem: the net: "), call.out());
    assertTrue(call.out().contains("net.prototxt:"), call.out());
  }

  @Test
  void aFieldOfAForkIsNamed() throws IOException {
    String net = NET.formatted(5).replace("num_output: 5", "num_output: 5 forward_type: FLOAT16");
    ToolCall call = check(net);
    assertTrue(
        call.out().contains("InnerProductParameter has no field \"forward_type\""), call.out());
    String fork = NET.formatted(5).replace("bottom: \"x\"", "bottom: \"x\" forward_type: FLOAT16");
    assertTrue(check(fork).out().contains("; it belongs to NVIDIA"), check(fork).out());
  }

  @Test
  void tooLittleMemoryIsAProblem() throws IOException {
    ToolCall small = check(NET.formatted(5), "--device_memory=100");
    assertEquals(1, small.code());
    assertTrue(small.out().contains("problem: the memory: 100 B are too little"), small.out());
    ToolCall large = check(NET.formatted(5), "--device_memory=1GiB");
    assertEquals(0, large.code());
    assertTrue(large.out().contains("ok: 1.00 GiB are enough\n"), large.out());
  }

  @Test
  void aSolverIsCheckedWithItsNets() throws IOException {
    Path net = Files.writeString(folder.resolve("net.prototxt"), NET.formatted(5));
    Path solver =
        Files.writeString(
            folder.resolve("solver.prototxt"),
            "net: '"
                + net
                + "' test_iter: 1 test_interval: 1 base_lr: 0.1 lr_policy: 'fixed'"
                + " solver_type: SGD snapshot_prefix: 'x'");
    ToolCall call = ToolCall.of(NetTools.all(), "check", "--solver", solver);
    assertEquals(0, call.code(), call.out() + call.err());
    assertTrue(call.out().contains("phase TRAIN: 3 layers"), call.out());
    assertTrue(call.out().contains("phase TEST: 3 layers"), call.out());
    assertTrue(call.out().contains("note: " + solver + " has an old form"), call.out());
    assertEquals(2, ToolCall.of(NetTools.all(), "check").code());
  }
}
