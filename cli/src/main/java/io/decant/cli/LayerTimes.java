package io.decant.cli;

import io.decant.api.net.Net;
import io.decant.api.net.NetLayer;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.memory.Direction;
import java.util.ArrayList;
import java.util.List;

/**
 * How long each layer takes on the device: the time between events in front of and behind its
 * operators. A pass is enqueued whole, so that the host's part of starting an operator does not
 * count where the device has work.
 */
final class LayerTimes {
  private record Interval(int slot, DeviceEvent start, DeviceEvent end) {}

  private final Net net;
  private final List<NetLayer> layers;
  private final long[] nanos;

  LayerTimes(Net net) {
    this.net = net;
    this.layers = net.layers();
    this.nanos = new long[2 * layers.size()];
  }

  /** Runs both passes once, layer by layer. */
  void measure() {
    List<Interval> intervals = new ArrayList<>(nanos.length);
    try {
      for (int i = 0; i < layers.size(); i++) {
        intervals.add(run(i, Direction.FORWARD));
      }
      for (int i = layers.size() - 1; i >= 0; i--) {
        intervals.add(run(i, Direction.BACKWARD));
      }
      net.engine().executor().synchronize();
      for (Interval interval : intervals) {
        nanos[interval.slot] += interval.end.nanosSince(interval.start);
      }
    } finally {
      for (Interval interval : intervals) {
        interval.start.close();
        interval.end.close();
      }
    }
  }

  private Interval run(int layer, Direction direction) {
    DeviceEvent start = net.engine().executor().record();
    net.passes().runLayer(layers.get(layer), direction);
    return new Interval(slot(layer, direction), start, net.engine().executor().record());
  }

  /** Returns the nanoseconds of a layer's pass in all measurements together. */
  long of(int layer, Direction direction) {
    return nanos[slot(layer, direction)];
  }

  private static int slot(int layer, Direction direction) {
    return 2 * layer + (direction == Direction.FORWARD ? 0 : 1);
  }
}
