package io.decant.proto.io;

import com.google.protobuf.CodedOutputStream;
import io.decant.proto.caffe.BlobProto;
import io.decant.proto.caffe.BlobShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes one blob as a BlobProto, its fields in the order in which Caffe writes them. */
final class BlobWriter {
  private static final int CHUNK_FLOATS = 1 << 14;

  private final BlobData blob;
  private final BlobShape shape;

  BlobWriter(BlobData blob) {
    this.blob = blob;
    BlobShape.Builder dims = BlobShape.newBuilder();
    for (long extent : blob.shape()) {
      dims.addDim(extent);
    }
    this.shape = dims.build();
  }

  /** The bytes of the message. */
  long size() {
    float[] diff = blob.diff();
    return floatsSize(BlobProto.DATA_FIELD_NUMBER, blob.data())
        + (diff == null ? 0 : floatsSize(BlobProto.DIFF_FIELD_NUMBER, diff))
        + WireWriter.messageSize(BlobProto.SHAPE_FIELD_NUMBER, shape.getSerializedSize());
  }

  void write(CodedOutputStream out) throws IOException {
    writeFloats(out, BlobProto.DATA_FIELD_NUMBER, blob.data());
    float[] diff = blob.diff();
    if (diff != null) {
      writeFloats(out, BlobProto.DIFF_FIELD_NUMBER, diff);
    }
    out.writeMessage(BlobProto.SHAPE_FIELD_NUMBER, shape);
  }

  private static long floatsSize(int field, float[] values) {
    return values.length == 0 ? 0 : WireWriter.messageSize(field, 4L * values.length);
  }

  private static void writeFloats(CodedOutputStream out, int field, float[] values)
      throws IOException {
    if (values.length == 0) {
      return;
    }
    WireWriter.writeHead(out, field, 4L * values.length);
    ByteBuffer chunk =
        ByteBuffer.allocate(4 * Math.min(values.length, CHUNK_FLOATS))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < values.length; at += CHUNK_FLOATS) {
      int count = Math.min(CHUNK_FLOATS, values.length - at);
      chunk.asFloatBuffer().put(values, at, count);
      out.writeRawBytes(chunk.array(), 0, 4 * count);
    }
  }
}
