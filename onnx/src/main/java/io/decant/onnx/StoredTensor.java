package io.decant.onnx;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.decant.onnx.proto.TensorProto;
import io.decant.proto.io.PackedFloats;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of a graph.
 *
 * @param header the message, with everything but float values
 * @param values float values, fetched while they are written; null where the header has all
 */
record StoredTensor(TensorProto header, @Nullable Supplier<float[]> values) {
  private long count() {
    return header.getDimsList().stream().reduce(1L, Math::multiplyExact);
  }

  private long rawBytes() {
    return values == null ? 0 : Float.BYTES * count();
  }

  /** Returns the bytes of the message. */
  long size() {
    long raw = rawBytes();
    return header.getSerializedSize()
        + (values == null
            ? 0
            : CodedOutputStream.computeTagSize(TensorProto.RAW_DATA_FIELD_NUMBER)
                + CodedOutputStream.computeUInt64SizeNoTag(raw)
                + raw);
  }

  void write(CodedOutputStream out) throws IOException {
    header.writeTo(out);
    if (values != null) {
      out.writeTag(TensorProto.RAW_DATA_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      out.writeUInt64NoTag(rawBytes());
      float[] numbers = values.get();
      if (numbers.length != count()) {
        throw new IllegalStateException(
            header.getName() + " has " + numbers.length + " values, " + count() + " were promised");
      }
      PackedFloats.write(out, numbers);
    }
  }
}
