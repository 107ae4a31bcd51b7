package io.decant.data.datum;

import com.google.protobuf.ByteString;
import io.decant.proto.caffe.Datum;

/** The pixels of a record, bytes (0 to 255) or floats; bytes win where a record has both. */
@FunctionalInterface
interface Pixels {
  /** Copies {@code count} pixels from {@code first} on to the beginning of {@code target}. */
  void read(int first, float[] target, int count);

  /** Returns the pixels of a record. */
  static Pixels of(Datum datum) {
    ByteString bytes = datum.getData();
    if (bytes.isEmpty()) {
      return (first, target, count) -> {
        for (int i = 0; i < count; i++) {
          target[i] = datum.getFloatData(first + i);
        }
      };
    }
    byte[] data = bytes.toByteArray();
    return (first, target, count) -> {
      for (int i = 0; i < count; i++) {
        target[i] = data[first + i] & 0xff;
      }
    };
  }
}
