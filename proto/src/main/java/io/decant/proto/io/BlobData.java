package io.decant.proto.io;

import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.BlobProto;
import io.decant.proto.caffe.BlobShape;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A tensor as files hold it. The arrays are not copied: who hands one in or takes one out shares
 * it. Not thread-safe while an array is being changed.
 */
public final class BlobData {
  /**
   * Stands for a blob that a file leaves out, because it shares the storage of another one. It has
   * no values.
   */
  public static final BlobData LEFT_OUT = new BlobData(new long[] {0}, new float[0]);

  private final long[] shape;
  private final boolean legacyShape;
  private final float[] data;
  private final float @Nullable [] diff;

  /**
   * Takes values.
   *
   * @param shape the extents, outermost first; none for a scalar
   * @param data as many values as the shape has elements, the last axis moving fastest
   * @throws IllegalArgumentException if their number differs
   */
  public BlobData(long[] shape, float[] data) {
    this(shape, data, null);
  }

  /**
   * Takes values and gradients.
   *
   * @param shape the extents, outermost first; none for a scalar
   * @param data as many values as the shape has elements, the last axis moving fastest
   * @param diff as many gradients, or null
   * @throws IllegalArgumentException if their number differs
   */
  public BlobData(long[] shape, float[] data, float @Nullable [] diff) {
    this(shape, false, data, diff);
    String problem = problem();
    if (problem != null) {
      throw new IllegalArgumentException(problem);
    }
  }

  private BlobData(long[] shape, boolean legacyShape, float[] data, float @Nullable [] diff) {
    this.shape = shape;
    this.legacyShape = legacyShape;
    this.data = data;
    this.diff = diff;
  }

  static BlobData read(
      long[] shape, boolean legacyShape, float[] data, float @Nullable [] diff, String what) {
    BlobData blob = new BlobData(shape, legacyShape, data, diff);
    String problem = blob.problem();
    if (problem != null) {
      throw new ProtoFormatException(what, problem);
    }
    return blob;
  }

  /**
   * Takes the values of a message; those in double precision are rounded to single.
   *
   * @param what how an error names the message, such as the file it came from
   * @throws ProtoFormatException if the number of values does not fit the shape
   */
  public static BlobData of(BlobProto proto, String what) {
    boolean legacy = isLegacy(proto);
    long[] shape =
        legacy
            ? new long[] {proto.getNum(), proto.getChannels(), proto.getHeight(), proto.getWidth()}
            : proto.getShape().getDimList().stream().mapToLong(Long::longValue).toArray();
    float[] data = new float[Math.max(proto.getDataCount(), proto.getDoubleDataCount())];
    for (int i = 0; i < data.length; i++) {
      data[i] = proto.getDoubleDataCount() > 0 ? (float) proto.getDoubleData(i) : proto.getData(i);
    }
    int diffs = Math.max(proto.getDiffCount(), proto.getDoubleDiffCount());
    float[] diff = diffs == 0 ? null : new float[diffs];
    for (int i = 0; i < diffs && diff != null; i++) {
      diff[i] = proto.getDoubleDiffCount() > 0 ? (float) proto.getDoubleDiff(i) : proto.getDiff(i);
    }
    return read(shape, legacy, data, diff, what);
  }

  private static boolean isLegacy(BlobProto proto) {
    return proto.hasNum() || proto.hasChannels() || proto.hasHeight() || proto.hasWidth();
  }

  /** The extents, outermost first. */
  public long[] shape() {
    return shape;
  }

  /** Whether the file gave the shape as num, channels, height and width. */
  public boolean isLegacyShape() {
    return legacyShape;
  }

  /** The values. */
  public float[] data() {
    return data;
  }

  /** The gradients, or null if the file has none. */
  public float @Nullable [] diff() {
    return diff;
  }

  /**
   * Whether these values belong into a blob of the given shape. As in Caffe, a shape of an old file
   * matches one with fewer axes when the axes that are missing in front have extent 1.
   */
  public boolean matches(long[] expected) {
    if (!legacyShape) {
      return Arrays.equals(shape, expected);
    }
    if (expected.length > shape.length) {
      return false;
    }
    int missing = shape.length - expected.length;
    return Arrays.stream(shape, 0, missing).allMatch(extent -> extent == 1)
        && Arrays.equals(shape, missing, shape.length, expected, 0, expected.length);
  }

  /** Returns the same as a message, the shape in its present form. */
  public BlobProto toProto() {
    BlobProto.Builder proto = BlobProto.newBuilder();
    BlobShape.Builder dims = proto.getShapeBuilder();
    for (long extent : shape) {
      dims.addDim(extent);
    }
    for (float value : data) {
      proto.addData(value);
    }
    if (diff != null) {
      for (float value : diff) {
        proto.addDiff(value);
      }
    }
    return proto.build();
  }

  private @Nullable String problem() {
    long count = 1;
    for (long extent : shape) {
      if (extent < 0) {
        return "shape " + shapeText() + " has a negative extent";
      }
      if (extent != 0 && count > Long.MAX_VALUE / extent) {
        return "shape " + shapeText() + " has more than 2^63 elements";
      }
      count *= extent;
    }
    if (count != data.length) {
      return String.format("shape %s needs %,d values, found %,d", shapeText(), count, data.length);
    }
    if (diff != null && count != diff.length) {
      return String.format(
          "shape %s needs %,d gradients, found %,d", shapeText(), count, diff.length);
    }
    return null;
  }

  private String shapeText() {
    return Arrays.stream(shape)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(" x ", "(", ")"));
  }

  @Override
  public String toString() {
    return "BlobData" + shapeText();
  }
}
