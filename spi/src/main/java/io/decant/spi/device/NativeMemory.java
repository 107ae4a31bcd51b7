package io.decant.spi.device;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The one place that touches raw memory, through {@code sun.misc.Unsafe}: the only allocator of the
 * JDK, 17 to 25, whose memory does not count against the limit on direct buffers.
 */
final class NativeMemory {
  private static final ByteBuffer EMPTY = ByteBuffer.allocateDirect(0);
  private static final MethodHandle ALLOCATE = unsafe("allocateMemory", long.class, long.class);
  private static final MethodHandle FREE = unsafe("freeMemory", void.class, long.class);
  private static final MethodHandle SET =
      unsafe("setMemory", void.class, long.class, long.class, byte.class);
  private static final MethodHandle PUT_LONG =
      unsafe("putLong", void.class, Object.class, long.class, long.class);
  private static final MethodHandle PUT_INT =
      unsafe("putInt", void.class, Object.class, long.class, int.class);
  private static final MethodHandle GET_LONG =
      unsafe("getLong", long.class, Object.class, long.class);
  private static final long ADDRESS = offset("address");
  private static final long CAPACITY = offset("capacity");

  private NativeMemory() {}

  static long allocate(long bytes) {
    try {
      long address = (long) ALLOCATE.invokeExact(bytes);
      SET.invokeExact(address, bytes, (byte) 0);
      return address;
    } catch (OutOfMemoryError | IllegalArgumentException e) {
      throw new OutOfHostMemoryException(bytes, e);
    } catch (Throwable e) {
      throw new LinkageError("sun.misc.Unsafe.allocateMemory", e);
    }
  }

  static void free(long address) {
    try {
      FREE.invokeExact(address);
    } catch (Throwable e) {
      throw new LinkageError("sun.misc.Unsafe.freeMemory", e);
    }
  }

  static ByteBuffer buffer(long address, int length) {
    ByteBuffer buffer = EMPTY.duplicate();
    try {
      PUT_LONG.invokeExact((Object) buffer, ADDRESS, address);
      PUT_INT.invokeExact((Object) buffer, CAPACITY, length);
    } catch (Throwable e) {
      throw new LinkageError("sun.misc.Unsafe.putLong", e);
    }
    return buffer.limit(length).order(ByteOrder.nativeOrder());
  }

  /** Returns the address of the first byte of a direct buffer. */
  static long address(ByteBuffer buffer) {
    try {
      return (long) GET_LONG.invokeExact((Object) buffer, ADDRESS);
    } catch (Throwable e) {
      throw new LinkageError("sun.misc.Unsafe.getLong", e);
    }
  }

  private static MethodHandle unsafe(String name, Class<?> result, Class<?>... parameters) {
    try {
      return MethodHandles.lookup()
          .findVirtual(unsafeClass(), name, MethodType.methodType(result, parameters))
          .bindTo(instance());
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static long offset(String name) {
    try {
      Field field = Buffer.class.getDeclaredField(name);
      return (long) unsafe("objectFieldOffset", long.class, Field.class).invokeExact(field);
    } catch (Throwable e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static Class<?> unsafeClass() throws ClassNotFoundException {
    return Class.forName("sun.misc.Unsafe");
  }

  private static Object instance() throws ReflectiveOperationException {
    Field field = unsafeClass().getDeclaredField("theUnsafe");
    field.setAccessible(true);
    return field.get(null);
  }
}
