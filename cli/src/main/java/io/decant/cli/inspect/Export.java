package io.decant.cli.inspect;

import io.decant.api.Decant;
import io.decant.api.command.CommandContext;
import io.decant.api.net.Net;
import io.decant.cli.flag.UsageException;
import io.decant.cli.memory.ByteText;
import io.decant.cli.tool.Devices;
import io.decant.cli.tool.ToolRun;
import io.decant.onnx.OnnxExporter;
import io.decant.onnx.OnnxModel;
import io.decant.proto.caffe.NetState;
import io.decant.proto.caffe.Phase;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** export: writes a net of phase TEST with its weights as an ONNX model. */
final class Export extends ToolRun {
  private static final String DYNAMIC = "dynamic";

  @Mixin private final NetFlags flags = new NetFlags();

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "the caffemodel, binary or .h5; it must have every layer that has weights")
  private @Nullable String weights;

  @Option(names = "--onnx", paramLabel = "FILE", description = "where the ONNX model goes")
  private @Nullable String onnx;

  @Option(
      names = "--opset",
      paramLabel = "N",
      description = "version of ONNX's operators, 13 to 21; default 17")
  private int opset = OnnxExporter.DEFAULT_OPSET;

  @Option(
      names = "--batch",
      paramLabel = "N|dynamic",
      description =
          "the batch size, or dynamic to leave it to who runs the model; default: the prototxt's")
  private @Nullable String batch;

  @Override
  protected int run(CommandContext context) {
    Path model = flags.file();
    if (onnx == null || onnx.isEmpty()) {
      throw new UsageException("--onnx=FILE is needed");
    }
    if (opset < OnnxExporter.OLDEST_OPSET || opset > OnnxExporter.NEWEST_OPSET) {
      throw new UsageException("--opset takes 13 to 21, not " + opset);
    }
    NetState state = flags.overrides().toBuilder().setPhase(Phase.TEST).build();
    try (Decant decant = Devices.cpu();
        Net net =
            Net.builder(decant.engine(), NetFlags.read(model))
                .state(state)
                .backward(false)
                .build()) {
      load(net);
      OnnxExporter exporter = batch(new OnnxExporter(net).opset(opset));
      print(exporter.write(Path.of(onnx)), onnx, context.out());
    }
    return 0;
  }

  private void load(Net net) {
    if (weights != null && !weights.isEmpty()) {
      net.copyTrainedLayersFrom(Path.of(weights));
      net.verifyTrainedLayers(Path.of(weights));
    } else if (!net.parameters().isEmpty()) {
      throw new UsageException(
          "--weights=FILE is needed: layer '" + net.parameters().get(0).layer() + "' has weights");
    }
  }

  private OnnxExporter batch(OnnxExporter exporter) {
    if (batch == null) {
      return exporter;
    }
    if (batch.equals(DYNAMIC)) {
      return exporter.anyBatch();
    }
    if (!batch.matches("[1-9]\\d{0,8}")) {
      throw new UsageException("--batch takes a number above 0, or dynamic, not '" + batch + "'");
    }
    return exporter.batch(Long.parseLong(batch));
  }

  private static void print(OnnxModel model, String file, PrintStream out) {
    out.println(
        "wrote "
            + file
            + ": "
            + model.nodes()
            + " nodes, opset "
            + model.opset()
            + ", "
            + ByteText.of(model.bytes()));
    model.inputs().forEach(input -> out.println("input " + input));
    model.outputs().forEach(output -> out.println("output " + output));
    if (!model.leftOut().isEmpty()) {
      out.println("left out: " + String.join(", ", model.leftOut()));
    }
  }
}
