package io.decant.proto.io;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Collects the values of a repeated field of floats or doubles, packed or not. */
final class FloatSink {
  private static final int CHUNK_BYTES = 1 << 16;

  /** How numbers are stored. */
  enum Format {
    FLOAT16(2),
    FLOAT32(4),
    FLOAT64(8);

    private final int bytes;

    Format(int bytes) {
      this.bytes = bytes;
    }
  }

  private float[] values = new float[0];
  private int count;

  /** Reads one field, or returns false if it does not hold such numbers. */
  boolean read(CodedInputStream in, int wireType, Format format) throws IOException {
    if (wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
      packed(in, in.readRawVarint32(), format);
    } else if (wireType == WireFormat.WIRETYPE_FIXED32 && format == Format.FLOAT32) {
      add(in.readFloat());
    } else if (wireType == WireFormat.WIRETYPE_FIXED64 && format == Format.FLOAT64) {
      add((float) in.readDouble());
    } else {
      return false;
    }
    return true;
  }

  private void packed(CodedInputStream in, int length, Format format) throws IOException {
    int outer = in.pushLimit(length);
    if (length % format.bytes != 0) {
      throw new InvalidProtocolBufferException("a list of numbers ends within a number");
    }
    reserve(length / format.bytes);
    for (int left = length; left > 0; left -= Math.min(left, CHUNK_BYTES)) {
      byte[] chunk = in.readRawBytes(Math.min(left, CHUNK_BYTES));
      decode(ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN), format);
    }
    in.popLimit(outer);
  }

  private void decode(ByteBuffer bytes, Format format) {
    int start = count;
    count += bytes.remaining() / format.bytes;
    switch (format) {
      case FLOAT32 -> bytes.asFloatBuffer().get(values, start, count - start);
      case FLOAT64 -> {
        for (int i = start; i < count; i++) {
          values[i] = (float) bytes.getDouble();
        }
      }
      case FLOAT16 -> {
        for (int i = start; i < count; i++) {
          values[i] = half(bytes.getShort());
        }
      }
    }
  }

  private void reserve(int more) throws InvalidProtocolBufferException {
    long needed = (long) count + more;
    if (needed > Integer.MAX_VALUE - 8) {
      throw new InvalidProtocolBufferException("too many numbers");
    }
    if (needed > values.length) {
      values = Arrays.copyOf(values, (int) needed);
    }
  }

  private void add(float value) throws InvalidProtocolBufferException {
    if (count == values.length) {
      reserve(Math.max(16, count / 2));
    }
    values[count++] = value;
  }

  /** Converts from IEEE 754 half precision. */
  static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = (bits >> 10) & 0x1F;
    int fraction = bits & 0x3FF;
    if (exponent == 0) {
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    int wide = exponent == 0x1F ? 0xFF : exponent + 112;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** The values, in an array of their number. */
  float[] toArray() {
    return count == values.length ? values : Arrays.copyOf(values, count);
  }
}
