package io.decant.proto.io;

import static com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED;
import static com.google.protobuf.WireFormat.WIRETYPE_VARINT;

import com.google.protobuf.InvalidProtocolBufferException;
import io.decant.proto.caffe.BlobProto;
import io.decant.proto.io.FloatSink.Format;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads one BlobProto without building the message. Reads NVIDIA Caffe's raw values as well: type
 * and bytes in the fields 10 and 12.
 */
final class BlobReader {
  private static final int MOST_AXES = 64;
  private static final int RAW_DATA_TYPE = 10;
  private static final int RAW_DATA = 12;

  private final WireReader reader;
  private final FloatSink data = new FloatSink();
  private final FloatSink diff = new FloatSink();
  private final FloatSink raw = new FloatSink();
  private final long[] legacyShape = new long[4];
  private boolean legacy;
  private long[] shape = new long[0];
  // NVIDIA Caffe's default
  private Format rawFormat = Format.FLOAT32;

  private BlobReader(WireReader reader) {
    this.reader = reader;
  }

  /**
   * Reads the blob that is the value of a field.
   *
   * @param what how an error names the blob
   */
  static BlobData read(WireReader reader, String what) throws IOException {
    BlobReader blob = new BlobReader(reader);
    reader.message(blob::field);
    return blob.build(what);
  }

  /** Reads a file that is one blob. */
  static BlobData readAll(WireReader reader, String what) throws IOException {
    BlobReader blob = new BlobReader(reader);
    reader.fields(blob::field);
    return blob.build(what);
  }

  private BlobData build(String what) {
    FloatSink values = data.isEmpty() ? raw : data;
    return BlobData.read(
        legacy ? legacyShape : shape,
        legacy,
        values.toArray(),
        diff.isEmpty() ? null : diff.toArray(),
        what);
  }

  private boolean field(int field, int wireType) throws IOException {
    switch (field) {
      case BlobProto.DATA_FIELD_NUMBER:
        return data.read(reader.in(), wireType, Format.FLOAT32);
      case BlobProto.DIFF_FIELD_NUMBER:
        return diff.read(reader.in(), wireType, Format.FLOAT32);
      case BlobProto.DOUBLE_DATA_FIELD_NUMBER:
        return data.read(reader.in(), wireType, Format.FLOAT64);
      case BlobProto.DOUBLE_DIFF_FIELD_NUMBER:
        return diff.read(reader.in(), wireType, Format.FLOAT64);
      case BlobProto.SHAPE_FIELD_NUMBER:
        if (wireType == WIRETYPE_LENGTH_DELIMITED) {
          reader.message(this::shapeField);
          return true;
        }
        return false;
      case RAW_DATA:
        return wireType == WIRETYPE_LENGTH_DELIMITED && raw.read(reader.in(), wireType, rawFormat);
      default:
        return wireType == WIRETYPE_VARINT && number(field);
    }
  }

  private boolean number(int field) throws IOException {
    switch (field) {
      case BlobProto.NUM_FIELD_NUMBER,
      BlobProto.CHANNELS_FIELD_NUMBER,
      BlobProto.HEIGHT_FIELD_NUMBER,
      BlobProto.WIDTH_FIELD_NUMBER:
        legacy = true;
        legacyShape[field - BlobProto.NUM_FIELD_NUMBER] = reader.in().readInt32();
        return true;
      case RAW_DATA_TYPE:
        rawFormat = rawFormat(reader.in().readInt32());
        return true;
      default:
        return false;
    }
  }

  private static Format rawFormat(int type) throws InvalidProtocolBufferException {
    return switch (type) {
      case 0 -> Format.FLOAT64;
      case 1 -> Format.FLOAT32;
      case 2 -> Format.FLOAT16;
      default -> throw new InvalidProtocolBufferException("raw values of an unknown type");
    };
  }

  private boolean shapeField(int field, int wireType) throws IOException {
    if (field != 1) {
      return false;
    }
    if (wireType == WIRETYPE_VARINT) {
      addAxis();
      return true;
    }
    if (wireType != WIRETYPE_LENGTH_DELIMITED) {
      return false;
    }
    int outer = reader.in().pushLimit(reader.in().readRawVarint32());
    while (reader.in().getBytesUntilLimit() > 0) {
      addAxis();
    }
    reader.in().popLimit(outer);
    return true;
  }

  private void addAxis() throws IOException {
    if (shape.length == MOST_AXES) {
      throw new InvalidProtocolBufferException("a shape with more than " + MOST_AXES + " axes");
    }
    shape = Arrays.copyOf(shape, shape.length + 1);
    shape[shape.length - 1] = reader.in().readInt64();
  }
}
