package io.decant.cli.memory;

import io.decant.api.forecast.LayerMemory;
import io.decant.api.forecast.MemoryStudy;
import io.decant.spi.memory.DeviceMemoryExceededException;
import io.decant.spi.memory.LinkRates;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.OpTimes;
import io.decant.spi.memory.Plan;
import io.decant.spi.memory.PlanForecast;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What to tell somebody whose net does not fit: where memory goes, and what would help. */
public final class Refusal {
  private static final int LAYERS = 3;

  private Refusal() {}

  /**
   * Returns the lines.
   *
   * @param poolBytes the device memory there is
   */
  public static List<String> lines(MemoryStudy study, long poolBytes, LinkRates links) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Memory: the net needs "
            + study.residentBytes()
            + " bytes with everything on the device, which has "
            + poolBytes);
    lines.add("Largest layers: " + largest(study));
    study
        .batch()
        .ifPresent(
            batch ->
                lines.add(
                    "Batch: "
                        + batch
                        + "; the largest that fits: "
                        + text(study.largestBatch(poolBytes, false))));
    lines.add("With --lms auto: " + withLargeModelSupport(study, poolBytes, links));
    return lines;
  }

  private static String largest(MemoryStudy study) {
    return study.layers().stream()
        .sorted(Comparator.comparingLong((LayerMemory layer) -> layer.bytes()).reversed())
        .limit(LAYERS)
        .map(layer -> "'" + layer.layer() + "' " + layer.bytes() + " bytes")
        .collect(Collectors.joining(", "));
  }

  private static String withLargeModelSupport(MemoryStudy study, long poolBytes, LinkRates links) {
    MemoryOptions options = MemoryOptions.DEFAULT.with(LargeModelSupport.AUTO);
    try {
      return study
          .plan(options, poolBytes, links, OpTimes.GUESS)
          .map(plans -> cost(plans.get(0).plan()))
          .orElse("it runs, blocks are moved on demand");
    } catch (DeviceMemoryExceededException e) {
      return "it does not fit either: " + e.getMessage();
    }
  }

  private static String cost(Plan plan) {
    PlanForecast forecast = plan.forecast();
    return String.format(
        Locale.ROOT,
        "it fits; an iteration swaps %d bytes in and %d bytes out, and takes about %.2f times as"
            + " long",
        forecast.bytesIn(),
        forecast.bytesOut(),
        forecast.seconds() / forecast.computeSeconds());
  }

  private static String text(OptionalLong batch) {
    return batch.isPresent() ? Long.toString(batch.getAsLong()) : "none";
  }
}
