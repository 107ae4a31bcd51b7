package io.decant.api.layers.detection;

import io.decant.proto.caffe.PriorBoxParameter;
import io.decant.spi.op.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** The boxes of one feature map. Immutable. */
final class PriorBoxes {
  /** Numbers of a box. */
  static final int NUMBERS = 4;

  static final PriorBoxes EMPTY =
      new PriorBoxes(
          PriorBoxParameter.getDefaultInstance(), Shape.of(1, 1, 0, 0), Shape.of(1, 1, 1, 1));

  private static final float SAME = 1e-6f;
  private static final float VARIANCE = 0.1f;

  /** A size in pixels. */
  private record Extent(float width, float height) {}

  /** Where in its place of the map a box has its centre; halves are the middle. */
  private record Offset(float down, float right) {}

  private final PriorBoxParameter parameter;
  private final List<Extent> extents;
  private final List<Offset> offsets;
  private final long rows;
  private final long columns;
  private final float imageHeight;
  private final float imageWidth;

  PriorBoxes(PriorBoxParameter parameter, Shape map, Shape image) {
    this.parameter = parameter;
    this.extents =
        parameter.getWidthCount() > 0 ? given(parameter) : extents(parameter, ratios(parameter));
    this.offsets = offsets(parameter);
    rows = map.dim(2);
    columns = map.dim(3);
    boolean square = parameter.hasImgSize();
    boolean given = parameter.hasImgH();
    imageHeight =
        square ? parameter.getImgSize() : given ? parameter.getImgH() : (float) image.dim(2);
    imageWidth =
        square ? parameter.getImgSize() : given ? parameter.getImgW() : (float) image.dim(3);
  }

  /** Returns the ratios other than 1, each once. */
  private static List<Float> ratios(PriorBoxParameter parameter) {
    List<Float> ratios = new ArrayList<>();
    for (float ratio : parameter.getAspectRatioList()) {
      if (Math.abs(ratio - 1) >= SAME
          && ratios.stream().noneMatch(other -> Math.abs(ratio - other) < SAME)) {
        ratios.add(ratio);
        if (parameter.getFlip()) {
          ratios.add(1 / ratio);
        }
      }
    }
    return ratios;
  }

  private static List<Offset> offsets(PriorBoxParameter parameter) {
    if (parameter.getOffsetHCount() == 0) {
      return List.of(new Offset(parameter.getOffset(), parameter.getOffset()));
    }
    List<Offset> offsets = new ArrayList<>();
    for (int i = 0; i < parameter.getOffsetHCount(); i++) {
      offsets.add(new Offset(parameter.getOffsetH(i), parameter.getOffsetW(i)));
    }
    return offsets;
  }

  /** Returns the sizes of boxes that are given one by one. */
  private static List<Extent> given(PriorBoxParameter parameter) {
    List<Extent> extents = new ArrayList<>();
    for (int i = 0; i < parameter.getWidthCount(); i++) {
      extents.add(new Extent(parameter.getWidth(i), parameter.getHeight(i)));
    }
    return extents;
  }

  private static List<Extent> extents(PriorBoxParameter parameter, List<Float> ratios) {
    List<Extent> extents = new ArrayList<>();
    for (int i = 0; i < parameter.getMinSizeCount(); i++) {
      int size = (int) parameter.getMinSize(i);
      extents.add(new Extent(size, size));
      if (parameter.getMaxSizeCount() > 0) {
        float between = (float) Math.sqrt((double) size * (int) parameter.getMaxSize(i));
        extents.add(new Extent(between, between));
      }
      for (float ratio : ratios) {
        double root = Math.sqrt(ratio);
        extents.add(new Extent((float) (size * root), (float) (size / root)));
      }
    }
    return extents;
  }

  /** Returns how many numbers all boxes have. */
  long numbers() {
    return rows * columns * extents.size() * offsets.size() * NUMBERS;
  }

  /** Writes the boxes and then as many variances. */
  void write(FloatBuffer into) {
    float stepHeight = parameter.hasStep() ? parameter.getStep() : parameter.getStepH();
    float stepWidth = parameter.hasStep() ? parameter.getStep() : parameter.getStepW();
    if (stepHeight == 0 || stepWidth == 0) {
      stepHeight = imageHeight / rows;
      stepWidth = imageWidth / columns;
    }
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        for (Extent extent : extents) {
          for (Offset offset : offsets) {
            float centreX = (column + offset.right()) * stepWidth;
            float centreY = (row + offset.down()) * stepHeight;
            put(into, (centreX - extent.width() / 2) / imageWidth);
            put(into, (centreY - extent.height() / 2) / imageHeight);
            put(into, (centreX + extent.width() / 2) / imageWidth);
            put(into, (centreY + extent.height() / 2) / imageHeight);
          }
        }
      }
    }
    for (long i = 0; i < numbers(); i++) {
      into.put(variance((int) (i % NUMBERS)));
    }
  }

  private void put(FloatBuffer into, float number) {
    into.put(parameter.getClip() ? Math.min(Math.max(number, 0), 1) : number);
  }

  private float variance(int number) {
    return switch (parameter.getVarianceCount()) {
      case 0 -> VARIANCE;
      case 1 -> parameter.getVariance(0);
      default -> parameter.getVariance(number);
    };
  }
}
