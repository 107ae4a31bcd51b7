package io.decant.api.layers.detection;

import io.decant.spi.memory.HostTensor;
import io.decant.spi.op.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;

/** R-FCN's: the mean of each bin, in a channel of the bin's own; 0 for an empty one. */
final class PositionSensitivePooling extends RegionPooling {
  private static final float LEAST_EXTENT = 0.1f;

  PositionSensitivePooling(Shape x, Shape y, float scale) {
    super(x, y, scale);
  }

  @Override
  boolean keepsPlaces() {
    return false;
  }

  @Override
  RegionAxis axis(float first, float last, int places, int bins) {
    float start = Region.round(first) * scale();
    float extent = Math.max((Region.round(last) + 1) * scale() - start, LEAST_EXTENT);
    return new RegionAxis(start, extent / bins, places);
  }

  @Override
  int channel(int channel, int row, int column) {
    return (channel * pooledHeight() + row) * pooledWidth() + column;
  }

  /** Operands: x, regions, y. */
  @Override
  void forward(List<HostTensor> operands) throws IOException {
    FloatBuffer x = operands.get(0).floats();
    FloatBuffer y = operands.get(2).floats();
    forEachBin(
        operands.get(1),
        (at, plane, bin) -> {
          double sum = 0;
          for (int row = bin.top(); row < bin.bottom(); row++) {
            for (int column = bin.left(); column < bin.right(); column++) {
              sum += x.get(plane + row * width() + column);
            }
          }
          y.put(at, bin.count() == 0 ? 0 : (float) (sum / bin.count()));
        });
  }

  /** Operands: dy, regions, dx. */
  @Override
  void backward(List<HostTensor> operands) throws IOException {
    FloatBuffer dy = operands.get(0).floats();
    FloatBuffer dx = cleared(operands.get(2));
    forEachBin(
        operands.get(1),
        (at, plane, bin) -> {
          float share = dy.get(at) / bin.count();
          for (int row = bin.top(); row < bin.bottom(); row++) {
            for (int column = bin.left(); column < bin.right(); column++) {
              int here = plane + row * width() + column;
              dx.put(here, dx.get(here) + share);
            }
          }
        });
  }
}
