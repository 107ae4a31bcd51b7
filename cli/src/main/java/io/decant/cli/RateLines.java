package io.decant.cli;

import io.decant.api.engine.Engine;
import io.decant.api.net.Net;
import io.decant.api.net.NetLayer;
import io.decant.spi.device.OutOfDeviceMemoryException;
import io.decant.spi.memory.Direction;
import io.decant.spi.op.Cost;
import io.decant.spi.rates.Ceilings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines on what a device achieves of what it can do; Caffe has none of them, so they come
 * behind its own.
 */
final class RateLines {
  private static final Logger LOG = LoggerFactory.getLogger(RateLines.class);

  private final Optional<Ceilings> ceilings;

  /** Measures what the device can do, as long as no net has taken its memory. */
  RateLines(Engine engine) {
    this.ceilings = measure(engine);
  }

  private static Optional<Ceilings> measure(Engine engine) {
    try {
      return Optional.of(Ceilings.measure(engine.device(), engine.precision()));
    } catch (OutOfDeviceMemoryException e) {
      LOG.warn("The device's ceilings cannot be measured: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** Shows what layers achieved, each in the mean over some iterations. */
  void show(Net net, LayerTimes times, int iterations) {
    if (ceilings.isEmpty()) {
      return;
    }
    Ceilings measured = ceilings.get();
    String arithmetic = net.engine().precision().name().toLowerCase(Locale.ROOT);
    LOG.info("Measured ceilings: {}.", Achieved.text(measured, arithmetic));
    LOG.info("Achieved per layer, and which part of the ceiling that is nearer:");
    List<NetLayer> layers = net.layers();
    for (int i = 0; i < layers.size(); i++) {
      for (Direction direction : List.of(Direction.FORWARD, Direction.BACKWARD)) {
        Cost work = net.passes().cost(layers.get(i), direction);
        if (work.bytes() > 0) {
          double seconds = Math.max(1, times.of(i, direction)) * 1e-9 / iterations;
          LOG.info(
              "{}\t{} {}",
              String.format("%10s", layers.get(i).name()),
              String.format("%-8s", direction.name().toLowerCase(Locale.ROOT)),
              new Achieved(work, seconds, measured).text());
        }
      }
    }
  }

  /** Shows what the host had to do for an iteration. */
  static void show(PassTimes passes, int iterations) {
    LOG.info("{}", text(passes.host(), passes.device(), iterations));
  }

  /** Returns the text on the nanoseconds that iterations took the host and the device. */
  static String text(long host, long device, int iterations) {
    return String.format(
        Locale.ROOT,
        "Host: an iteration is enqueued in %.4g ms, %.1f%% of the %.4g ms that it takes on the"
            + " device.",
        host / 1e6 / iterations,
        100.0 * host / Math.max(1, device),
        device / 1e6 / iterations);
  }
}
