package io.decant.proto.io;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;

/**
 * A lower bound of a message's size that does not overflow, as protocol buffers' own count does at
 * 2 GiB. Counts what can make a message that big: numbers of fixed size and bytes.
 */
final class LeastSize {
  private LeastSize() {}

  static long of(Message message) {
    long size = 0;
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      int count =
          field.isRepeated()
              ? message.getRepeatedFieldCount(field)
              : message.hasField(field) ? 1 : 0;
      size +=
          switch (field.getType()) {
            case FLOAT, FIXED32, SFIXED32 -> 4L * count;
            case DOUBLE, FIXED64, SFIXED64 -> 8L * count;
            case MESSAGE, GROUP, BYTES -> inner(message, field, count);
            default -> count;
          };
    }
    return size;
  }

  private static long inner(Message message, FieldDescriptor field, int count) {
    long size = 0;
    for (int i = 0; i < count; i++) {
      Object value =
          field.isRepeated() ? message.getRepeatedField(field, i) : message.getField(field);
      size += value instanceof Message nested ? of(nested) : ((ByteString) value).size();
    }
    return size;
  }
}
