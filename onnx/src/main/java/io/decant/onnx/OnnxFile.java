package io.decant.onnx;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.decant.onnx.proto.GraphProto;
import io.decant.onnx.proto.ModelProto;
import io.decant.proto.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a model tensor by tensor, so that its weights need not be in memory as a whole.
 *
 * @param model the model without its graph
 * @param graph the graph without its numbers
 * @param tensors its numbers
 */
record OnnxFile(ModelProto model, GraphProto graph, List<StoredTensor> tensors) {
  /** The largest message that protobuf reads. */
  private static final long LIMIT = Integer.MAX_VALUE;

  private long graphSize() {
    return graph.getSerializedSize()
        + tensors.stream()
            .mapToLong(tensor -> fieldSize(GraphProto.INITIALIZER_FIELD_NUMBER, tensor.size()))
            .sum();
  }

  private static long fieldSize(int field, long bytes) {
    return CodedOutputStream.computeTagSize(field)
        + CodedOutputStream.computeUInt64SizeNoTag(bytes)
        + bytes;
  }

  /** Returns the bytes of the file. */
  long size() {
    return model.getSerializedSize() + fieldSize(ModelProto.GRAPH_FIELD_NUMBER, graphSize());
  }

  /**
   * Writes the file, which appears under its name only when it is complete.
   *
   * @throws OnnxException when it would be larger than the format allows
   * @throws io.decant.proto.ProtoFileException when it cannot be written
   */
  void write(Path target) {
    if (size() > LIMIT) {
      throw new OnnxException(
          String.format(
              "cannot write %s: it needs %,d bytes, and an ONNX file ends at %,d; cut the net into"
                  + " two prototxts and export each",
              target, size(), LIMIT));
    }
    try (AtomicFile file = AtomicFile.create(target)) {
      try {
        CodedOutputStream out = CodedOutputStream.newInstance(file.stream(), 1 << 16);
        model.writeTo(out);
        head(out, ModelProto.GRAPH_FIELD_NUMBER, graphSize());
        graph.writeTo(out);
        for (StoredTensor tensor : tensors) {
          head(out, GraphProto.INITIALIZER_FIELD_NUMBER, tensor.size());
          tensor.write(out);
        }
        out.flush();
      } catch (IOException e) {
        throw file.failure(e);
      }
      file.commit();
    }
  }

  private static void head(CodedOutputStream out, int field, long bytes) throws IOException {
    out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt64NoTag(bytes);
  }
}
