package io.decant.proto.io;

import com.google.protobuf.CodedOutputStream;
import io.decant.proto.caffe.BlobProto;
import io.decant.proto.caffe.BlobShape;
import java.io.IOException;

/** Writes one blob as a BlobProto, its fields in the order in which Caffe writes them. */
final class BlobWriter {
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
    PackedFloats.write(out, values);
  }
}
