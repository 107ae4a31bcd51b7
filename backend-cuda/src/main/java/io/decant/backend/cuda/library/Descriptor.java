package io.decant.backend.cuda.library;

import static org.bytedeco.cuda.global.cudnn.CUDNN_TYPE_BACKEND_DESCRIPTOR;
import static org.bytedeco.cuda.global.cudnn.CUDNN_TYPE_BOOLEAN;
import static org.bytedeco.cuda.global.cudnn.CUDNN_TYPE_FLOAT;
import static org.bytedeco.cuda.global.cudnn.CUDNN_TYPE_INT64;
import static org.bytedeco.cuda.global.cudnn.cudnnBackendCreateDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnBackendDestroyDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnBackendFinalize;
import static org.bytedeco.cuda.global.cudnn.cudnnBackendGetAttribute;
import static org.bytedeco.cuda.global.cudnn.cudnnBackendSetAttribute;

import java.util.Arrays;
import org.bytedeco.cuda.cudnn.cudnnBackendDescriptor_t;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** A descriptor of cuDNN's graph interface: attributes are set, then it is finished. */
final class Descriptor implements AutoCloseable {
  private static final String SET = "cudnnBackendSetAttribute";
  private static final String GET = "cudnnBackendGetAttribute";

  private final cudnnBackendDescriptor_t handle = new cudnnBackendDescriptor_t();
  private final int type;
  private final LibraryStatus status;
  private boolean closed;

  /**
   * @param type which kind, a cudnnBackendDescriptorType_t
   */
  Descriptor(int type, LibraryStatus status) {
    this.type = type;
    this.status = status;
    check(cudnnBackendCreateDescriptor(type, handle), "cudnnBackendCreateDescriptor", -1);
  }

  cudnnBackendDescriptor_t handle() {
    return handle;
  }

  /** Sets integers. */
  Descriptor numbers(int attribute, long... values) {
    return addresses(attribute, CUDNN_TYPE_INT64, values);
  }

  /** Sets addresses, or other values of 64 bits. */
  Descriptor addresses(int attribute, int valueType, long... values) {
    try (LongPointer content = new LongPointer(values)) {
      return set(attribute, valueType, values.length, content);
    }
  }

  /** Sets a value of an enumeration. */
  Descriptor choice(int attribute, int valueType, int value) {
    try (IntPointer content = new IntPointer(new int[] {value})) {
      return set(attribute, valueType, 1, content);
    }
  }

  Descriptor flag(int attribute, boolean value) {
    try (BytePointer content = new BytePointer(new byte[] {(byte) (value ? 1 : 0)})) {
      return set(attribute, CUDNN_TYPE_BOOLEAN, 1, content);
    }
  }

  Descriptor factor(int attribute, float value) {
    try (FloatPointer content = new FloatPointer(new float[] {value})) {
      return set(attribute, CUDNN_TYPE_FLOAT, 1, content);
    }
  }

  /** Sets other descriptors, which are finished. */
  Descriptor parts(int attribute, Descriptor... parts) {
    return addresses(attribute, CUDNN_TYPE_BACKEND_DESCRIPTOR, addresses(parts));
  }

  private Descriptor set(int attribute, int valueType, long count, Pointer content) {
    check(cudnnBackendSetAttribute(handle, attribute, valueType, count, content), SET, attribute);
    return this;
  }

  /** Finishes the descriptor. */
  Descriptor finished() {
    check(finish(), "cudnnBackendFinalize", -1);
    return this;
  }

  /** Finishes the descriptor and returns the status, where a refusal is to be expected. */
  int finish() {
    return cudnnBackendFinalize(handle);
  }

  /** Returns an integer. */
  long number(int attribute) {
    try (LongPointer content = new LongPointer(1)) {
      get(attribute, CUDNN_TYPE_INT64, 1, content);
      return content.get(0);
    }
  }

  /** Returns values of an enumeration. */
  int[] choices(int attribute, int valueType, int most) {
    try (IntPointer content = new IntPointer(most)) {
      int[] values = new int[(int) get(attribute, valueType, most, content)];
      content.get(values);
      return values;
    }
  }

  /** Returns how many descriptors an attribute has. */
  int count(int attribute) {
    return (int) get(attribute, CUDNN_TYPE_BACKEND_DESCRIPTOR, 0, null);
  }

  /** Copies descriptors that an attribute has into these, which are new; returns how many. */
  int copyTo(int attribute, Descriptor... targets) {
    try (LongPointer content = new LongPointer(addresses(targets))) {
      return (int) get(attribute, CUDNN_TYPE_BACKEND_DESCRIPTOR, targets.length, content);
    }
  }

  private long get(int attribute, int valueType, long most, @Nullable Pointer content) {
    long[] count = new long[1];
    check(
        cudnnBackendGetAttribute(handle, attribute, valueType, most, count, content),
        GET,
        attribute);
    return Math.min(count[0], most == 0 ? Long.MAX_VALUE : most);
  }

  private static long[] addresses(Descriptor... descriptors) {
    return Arrays.stream(descriptors).mapToLong(each -> each.handle.address()).toArray();
  }

  private void check(int code, String function, int attribute) {
    status.check(
        code,
        function
            + " for a descriptor of kind "
            + type
            + (attribute < 0 ? "" : ", attribute " + attribute));
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      cudnnBackendDestroyDescriptor(handle);
    }
  }
}
