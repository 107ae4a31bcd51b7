package io.decant.api.layers.detection;

import io.decant.spi.memory.HostTensor;
import io.decant.spi.op.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;

/** Fast R-CNN's: the largest element of each bin, 0 for an empty one. */
final class MaxRegionPooling extends RegionPooling {
  MaxRegionPooling(Shape x, Shape y, float scale) {
    super(x, y, scale);
  }

  @Override
  boolean keepsPlaces() {
    return true;
  }

  @Override
  RegionAxis axis(float first, float last, int places, int bins) {
    float start = Region.round(first * scale());
    float extent = Math.max(Region.round(last * scale()) - start + 1, 1);
    return new RegionAxis(start, extent / bins, places);
  }

  @Override
  int channel(int channel, int row, int column) {
    return channel;
  }

  /** Operands: x, regions, y, place of each maximum in its plane or -1. */
  @Override
  void forward(List<HostTensor> operands) throws IOException {
    FloatBuffer x = operands.get(0).floats();
    FloatBuffer y = operands.get(2).floats();
    FloatBuffer places = operands.get(3).floats();
    forEachBin(
        operands.get(1),
        (at, plane, bin) -> {
          int place = largest(x, plane, bin);
          y.put(at, place < 0 ? 0 : x.get(plane + place));
          places.put(at, place);
        });
  }

  private int largest(FloatBuffer x, int plane, Bin bin) {
    int place = -1;
    for (int row = bin.top(); row < bin.bottom(); row++) {
      for (int column = bin.left(); column < bin.right(); column++) {
        int here = row * width() + column;
        if (place < 0 || x.get(plane + here) > x.get(plane + place)) {
          place = here;
        }
      }
    }
    return place;
  }

  /** Operands: dy, regions, places, dx. */
  @Override
  void backward(List<HostTensor> operands) throws IOException {
    FloatBuffer dy = operands.get(0).floats();
    FloatBuffer places = operands.get(2).floats();
    FloatBuffer dx = cleared(operands.get(3));
    forEachBin(
        operands.get(1),
        (at, plane, bin) -> {
          int place = (int) places.get(at);
          if (place >= 0) {
            dx.put(plane + place, dx.get(plane + place) + dy.get(at));
          }
        });
  }
}
