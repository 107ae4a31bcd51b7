package io.decant.proto.io;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes float32 values one behind another, little-endian, as packed fields and raw data have them.
 */
public final class PackedFloats {
  private static final int CHUNK = 1 << 14;

  private PackedFloats() {}

  /** Writes values, without a tag or length; needs little memory however many there are. */
  public static void write(CodedOutputStream out, float[] values) throws IOException {
    ByteBuffer chunk =
        ByteBuffer.allocate(Float.BYTES * Math.min(values.length, CHUNK))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < values.length; at += CHUNK) {
      int count = Math.min(CHUNK, values.length - at);
      chunk.asFloatBuffer().put(values, at, count);
      out.writeRawBytes(chunk.array(), 0, Float.BYTES * count);
    }
  }
}
