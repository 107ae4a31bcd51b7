package io.decant.data.hdf5;

import io.jhdf.object.datatype.CompoundDataType;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.OrderedDataType;
import io.jhdf.object.datatype.StringData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Turns the stored numbers of a type into float32, rounding to nearest. Thread-safe. */
final class Numbers {
  /** Reads one number, at a byte of a buffer. */
  @FunctionalInterface
  private interface Reader {
    float read(ByteBuffer source, int at);
  }

  private final int size;
  private final ByteOrder order;
  private final Reader reader;

  private Numbers(int size, ByteOrder order, Reader reader) {
    this.size = size;
    this.order = order;
    this.reader = reader;
  }

  /** Returns what is wrong with a type, empty when its numbers can be read. */
  static String problem(DataType type) {
    return reader(type) != null
        ? ""
        : "it holds "
            + name(type)
            + "; whole numbers of 1, 2, 4 or 8 bytes, and IEEE numbers of 2, 4 or 8 can be read";
  }

  /**
   * Returns what reads a type.
   *
   * @throws IllegalArgumentException when there is a {@link #problem} with it
   */
  static Numbers of(DataType type) {
    Reader reader = reader(type);
    if (reader == null) {
      throw new IllegalArgumentException(problem(type));
    }
    return new Numbers(type.getSize(), ((OrderedDataType) type).getByteOrder(), reader);
  }

  private static @Nullable Reader reader(DataType type) {
    if (type instanceof FixedPoint fixed) {
      boolean plain = fixed.getBitOffset() == 0 && fixed.getBitPrecision() == 8 * fixed.getSize();
      return plain ? whole(fixed.getSize(), fixed.isSigned()) : null;
    }
    return type instanceof FloatingPoint floating ? floating(floating) : null;
  }

  private static @Nullable Reader whole(int size, boolean signed) {
    return switch (size) {
      case 1 -> signed ? (source, at) -> source.get(at) : (source, at) -> source.get(at) & 0xff;
      case 2 ->
          signed
              ? (source, at) -> source.getShort(at)
              : (source, at) -> source.getShort(at) & 0xffff;
      case 4 ->
          signed
              ? (source, at) -> source.getInt(at)
              : (source, at) -> source.getInt(at) & 0xffffffffL;
      case 8 ->
          signed
              ? (source, at) -> source.getLong(at)
              : (source, at) -> unsigned(source.getLong(at));
      default -> null;
    };
  }

  /** A sticky last bit makes the half of the number round as the number itself. */
  private static float unsigned(long value) {
    return value >= 0 ? value : 2 * (float) ((value >>> 1) | (value & 1));
  }

  private static @Nullable Reader floating(FloatingPoint type) {
    int parts = 100 * type.getExponentSize() + type.getMantissaSize();
    return switch (type.getSize()) {
      case 2 -> parts == 510 ? (source, at) -> FloatingPoint.toFloat(source.getShort(at)) : null;
      case 4 -> parts == 823 ? ByteBuffer::getFloat : null;
      case 8 -> parts == 1152 ? (source, at) -> (float) source.getDouble(at) : null;
      default -> null;
    };
  }

  private static String name(DataType type) {
    if (type instanceof StringData) {
      return "text";
    }
    if (type instanceof EnumDataType) {
      return "an enumeration, as which booleans are stored";
    }
    if (type instanceof CompoundDataType) {
      return "records of several fields";
    }
    if (type instanceof FixedPoint || type instanceof FloatingPoint) {
      return "numbers of an unusual form of " + type.getSize() + " bytes";
    }
    return "values of type " + type.getClass().getSimpleName();
  }

  /** Returns the bytes of a number. */
  int size() {
    return size;
  }

  /** Reads numbers from the beginning of a buffer into an array, from {@code first} on. */
  void read(ByteBuffer source, float[] target, int first, int count) {
    ByteBuffer ordered = source.slice().order(order);
    for (int i = 0; i < count; i++) {
      target[first + i] = reader.read(ordered, i * size);
    }
  }
}
