package io.decant.onnx;

import io.decant.api.net.Net;
import io.decant.api.net.NetLayer;
import io.decant.onnx.proto.GraphProto;
import io.decant.onnx.proto.ModelProto;
import io.decant.onnx.proto.OperatorSetIdProto;
import io.decant.proto.caffe.Phase;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes a net of phase TEST with its weights as an ONNX model: one file that computes in another
 * runtime what the net's forward pass computes. Values have the names of blobs. Used by the thread
 * that uses the net; not reusable.
 *
 * <pre>{@code
 * try (Decant decant = Decant.open();
 *     Net net = decant.net(Path.of("deploy.prototxt")).phase(Phase.TEST).build()) {
 *   net.copyTrainedLayersFrom(Path.of("net.caffemodel"));
 *   new OnnxExporter(net).anyBatch().write(Path.of("net.onnx"));
 * }
 * }</pre>
 *
 * <p>Layers that bring data in become inputs. Losses, Accuracy and layers that write files are left
 * out: what they read, if parameters of the net have a part in it, becomes an output.
 */
public final class OnnxExporter {
  /** The oldest version of ONNX's operators that can be asked for. */
  public static final int OLDEST_OPSET = 13;

  /** The newest version of ONNX's operators that can be asked for. */
  public static final int NEWEST_OPSET = 21;

  /** The version that is asked for unless told otherwise. */
  public static final int DEFAULT_OPSET = 17;

  private final Net net;
  private final OnnxLayers types = OnnxLayers.load();
  private int opset = DEFAULT_OPSET;
  private @Nullable Long batch;
  private boolean anyBatch;

  /** Begins an export. */
  public OnnxExporter(Net net) {
    this.net = net;
    if (net.phase() != Phase.TEST) {
      throw new OnnxException("net '" + net.name() + "' has phase TRAIN; ONNX takes phase TEST");
    }
  }

  /** Sets the version of ONNX's operators; runtimes read all versions up to the one they know. */
  public OnnxExporter opset(int version) {
    if (version < OLDEST_OPSET || version > NEWEST_OPSET) {
      throw new OnnxException(
          "opset " + version + " is not known; " + OLDEST_OPSET + " to " + NEWEST_OPSET + " are");
    }
    opset = version;
    return this;
  }

  /** Fixes the batch size: the first extent of the first input, and of those equal to it. */
  public OnnxExporter batch(long size) {
    if (size < 1) {
      throw new OnnxException("the batch size is " + size + ", it must be at least 1");
    }
    batch = size;
    return this;
  }

  /** Leaves the batch size to whoever runs the model. */
  public OnnxExporter anyBatch() {
    anyBatch = true;
    return this;
  }

  /**
   * Writes the model; the file appears only when it is complete. The net is then as it was, but the
   * contents of its blobs are undefined.
   *
   * @throws OnnxException when something in the net cannot be written in ONNX
   * @throws io.decant.proto.ProtoFileException when the file cannot be written
   */
  public OnnxModel write(Path file) {
    if (anyBatch && batch != null) {
      throw new OnnxException("a fixed batch size and any batch size exclude each other");
    }
    InputBatch before = anyBatch || batch != null ? new InputBatch(net) : null;
    if (before == null || batch == null) {
      return write(file, before);
    }
    try {
      net.reshape(before.shapes(batch));
      return write(file, new InputBatch(net));
    } finally {
      net.reshape(before.shapes());
    }
  }

  private OnnxModel write(Path file, @Nullable InputBatch inputs) {
    NetShapes shapes =
        anyBatch && inputs != null ? NetShapes.ofAnyBatch(net, inputs) : NetShapes.ofBatch(net);
    net.prepare();
    ExportPlan plan = new ExportPlan(net, shapes, types);
    OnnxGraph graph = new OnnxGraph();
    plan.values().forEach(value -> graph.unique(value.name));
    plan.layers().forEach(entry -> export(entry, graph));
    ValueInfos infos = new ValueInfos(inputs == null ? 0 : inputs.size());
    GraphProto.Builder message =
        GraphProto.newBuilder()
            .setName(net.name().isEmpty() ? "net" : net.name())
            .addAllNode(graph.nodes());
    plan.inputs().forEach(value -> message.addInput(infos.message(value)));
    plan.outputs().forEach(value -> message.addOutput(infos.message(value)));
    OnnxFile written = new OnnxFile(header(), message.build(), graph.tensors());
    written.write(file);
    return new OnnxModel(
        opset,
        graph.nodes().size(),
        written.size(),
        plan.inputs().stream().map(infos::value).toList(),
        plan.outputs().stream().map(infos::value).toList(),
        plan.leftOut());
  }

  private void export(ExportPlan.Entry entry, OnnxGraph graph) {
    OnnxLayerGraph layer = new OnnxLayerGraph(net, graph, entry, opset);
    OnnxLayer type =
        types.find(entry.layer().type()).orElseThrow(() -> layer.error(unknown(entry.layer())));
    try {
      type.export(layer);
    } catch (IllegalArgumentException e) {
      throw layer.error(String.valueOf(e.getMessage()));
    }
  }

  private static String unknown(NetLayer layer) {
    return "ONNX has nothing for type '"
        + layer.type()
        + "'; take the layer out of the prototxt, so that its bottoms are outputs, or add a jar with"
        + " an OnnxLayerProvider for it";
  }

  private ModelProto header() {
    String version = OnnxExporter.class.getPackage().getImplementationVersion();
    return ModelProto.newBuilder()
        .setIrVersion(formatVersion())
        .setProducerName("decant")
        .setProducerVersion(version == null ? "" : version)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(opset))
        .build();
  }

  /** Returns the version of the file format that was current when the operators were published. */
  private int formatVersion() {
    return opset < 15 ? 7 : opset < 19 ? 8 : opset < 21 ? 9 : 10;
  }
}
