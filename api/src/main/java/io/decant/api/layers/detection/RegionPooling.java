package io.decant.api.layers.detection;

import io.decant.spi.memory.HostTensor;
import io.decant.spi.op.Operand;
import io.decant.spi.op.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Walks over the bins of regions: for each region, channel of the top and bin, the plane and the
 * places that it covers. Immutable.
 */
abstract class RegionPooling {
  /** What is done with a bin. */
  interface BinVisitor {
    /**
     * Visits a bin.
     *
     * @param at the bin's element of the top
     * @param plane the first element of the bottom's plane
     * @param bin its places
     */
    void visit(int at, int plane, Bin bin);
  }

  /**
   * Places of a plane.
   *
   * @param top first row
   * @param bottom behind the last row
   * @param left first column
   * @param right behind the last column
   */
  record Bin(int top, int bottom, int left, int right) {
    int count() {
      return Math.max(0, bottom - top) * Math.max(0, right - left);
    }
  }

  private final Shape x;
  private final Shape y;
  private final float scale;

  /**
   * Creates a pooling.
   *
   * @param scale places of the bottom for a unit of the regions
   */
  RegionPooling(Shape x, Shape y, float scale) {
    this.x = x;
    this.y = y;
    this.scale = scale;
  }

  /** Returns whether forward writes a number for each element of the top that backward reads. */
  abstract boolean keepsPlaces();

  /** Returns how a region is cut into bins along one axis, on which it lies from first to last. */
  abstract RegionAxis axis(float first, float last, int places, int bins);

  /** Returns the channel of the bottom that a bin is taken from. */
  abstract int channel(int channel, int row, int column);

  final Shape top() {
    return y;
  }

  final float scale() {
    return scale;
  }

  final int height() {
    return (int) x.dim(2);
  }

  final int width() {
    return (int) x.dim(3);
  }

  final int pooledHeight() {
    return (int) y.dim(2);
  }

  final int pooledWidth() {
    return (int) y.dim(3);
  }

  final Operand readX() {
    return Operand.read("x", x.toArray());
  }

  final Operand writeGradient() {
    return Operand.write("dx", x.toArray());
  }

  final Operand regions() {
    return Operand.read("regions", y.dim(0), Region.NUMBERS);
  }

  final Operand read(String name) {
    return Operand.read(name, y.toArray());
  }

  final Operand write(String name) {
    return Operand.write(name, y.toArray());
  }

  final void forEachBin(HostTensor regions, BinVisitor visitor) throws IOException {
    FloatBuffer numbers = regions.floats();
    int at = 0;
    for (int r = 0; r < y.dim(0); r++) {
      Region region = Region.read(numbers, r, x.dim(0));
      RegionAxis rows = axis(region.top(), region.bottom(), height(), pooledHeight());
      RegionAxis columns = axis(region.left(), region.right(), width(), pooledWidth());
      for (int c = 0; c < y.dim(1); c++) {
        for (int row = 0; row < pooledHeight(); row++) {
          for (int column = 0; column < pooledWidth(); column++) {
            int plane = (int) (region.image() * x.dim(1)) + channel(c, row, column);
            Bin bin =
                new Bin(rows.begin(row), rows.end(row), columns.begin(column), columns.end(column));
            visitor.visit(at++, plane * height() * width(), bin);
          }
        }
      }
    }
  }

  /** Writes zeros. */
  static FloatBuffer cleared(HostTensor tensor) {
    FloatBuffer floats = tensor.floats();
    for (int i = 0; i < floats.limit(); i++) {
      floats.put(i, 0);
    }
    return floats;
  }

  /** Computes the top. */
  abstract void forward(List<HostTensor> operands) throws IOException;

  /** Computes the gradient of x. */
  abstract void backward(List<HostTensor> operands) throws IOException;
}
