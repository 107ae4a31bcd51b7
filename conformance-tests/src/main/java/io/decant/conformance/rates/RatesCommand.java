package io.decant.conformance.rates;

import io.decant.api.backend.BackendSelection;
import io.decant.api.backend.Backends;
import io.decant.api.backend.DeviceChoice;
import io.decant.api.backend.DeviceRequest;
import io.decant.api.command.CommandContext;
import io.decant.api.command.CommandProvider;
import io.decant.conformance.trial.KitContext;
import io.decant.spi.device.Device;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.rates.ProductRate;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code decant rates [--backend NAME]}: prints what a device reaches, measured by its own clock:
 * copies from and to pinned memory, one way and both ways at once, and products of square matrices.
 */
public final class RatesCommand implements CommandProvider {
  private static final String USAGE = "[--backend NAME]";
  private static final long COPIED = 256L << 20;
  private static final long LARGEST_PRODUCT = 8192;

  /** A product that takes longer than this is the last one. */
  private static final double LONGEST_SECONDS = 0.5;

  @Override
  public String name() {
    return "rates";
  }

  @Override
  public String summary() {
    return "measure a device's copies and matrix products: " + USAGE;
  }

  @Override
  public int run(List<String> arguments, CommandContext context) {
    Optional<String> backend = Optional.empty();
    if (arguments.size() == 1 && arguments.get(0).matches("--?backend=.+")) {
      backend = Optional.of(arguments.get(0).split("=", 2)[1]);
    } else if (arguments.size() == 2 && arguments.get(0).matches("--?backend")) {
      backend = Optional.of(arguments.get(1));
    } else if (!arguments.isEmpty()) {
      context.err().println("usage: decant rates " + USAGE);
      return 2;
    }
    DeviceRequest request =
        new DeviceRequest(backend, Optional.empty(), Optional.empty(), Optional.empty());
    DeviceChoice choice = new BackendSelection(Backends.find()).choose(request);
    try (Device device = choice.backend().open(choice.device(), KitContext.unlimited())) {
      print(device, context.out());
    }
    return 0;
  }

  private static void print(Device device, PrintStream out) {
    out.println(device.info().name() + ", " + device.info().details());
    CopyRates copies = new CopyRates(device, Math.min(COPIED, device.facts().allocationLimit()));
    out.printf(
        Locale.ROOT,
        "copies of %d MiB, pinned: in %.1f GB/s, out %.1f GB/s, both ways %.1f GB/s%n",
        COPIED >> 20,
        copies.in() / 1e9,
        copies.out() / 1e9,
        copies.bothWays() / 1e9);
    for (ComputeMode mode : ComputeMode.values()) {
      double seconds = 0;
      for (long n = 512; n <= LARGEST_PRODUCT && seconds < LONGEST_SECONDS; n *= 2) {
        double flops = ProductRate.flops(device, n, mode);
        seconds = 2.0 * n * n * n / flops;
        out.printf(Locale.ROOT, "product of %d x %d, %s: %.3f TFLOP/s%n", n, n, mode, flops / 1e12);
      }
    }
  }
}
