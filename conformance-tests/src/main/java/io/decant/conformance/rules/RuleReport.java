package io.decant.conformance.rules;

import io.decant.api.backend.FoundBackend;
import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.DeviceInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The report of a run of the rules: lines that begin with {@code #} say what was tested with which
 * versions, and below a line of headings each test has a line of fields between tabs.
 */
public final class RuleReport {
  private RuleReport() {}

  /** Returns the lines of a report about a backend's device. */
  public static List<String> lines(
      FoundBackend backend, DeviceInfo device, List<RuleResult> results) {
    List<String> lines = new ArrayList<>();
    lines.add("# backend: " + backend.name());
    lines.add("# version: " + backend.version() + ", from " + backend.origin());
    lines.add("# spi: " + backend.provider().spiVersion() + " of " + BackendProvider.SPI_VERSION);
    lines.add("# device: " + device.index() + ", " + field(device.name()));
    lines.add("# driver: " + field(device.details()));
    lines.add("# java: " + System.getProperty("java.runtime.version"));
    lines.add("# system: " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    lines.add("# mode: " + (Boolean.getBoolean("decant.full") ? "full" : "quick"));
    lines.add("# rules: " + results.stream().map(RuleResult::rule).distinct().count());
    lines.add("rule\tverdict\ttest\tmessage");
    for (RuleResult result : results) {
      lines.add(
          String.join(
              "\t",
              result.rule(),
              result.verdict().name().toLowerCase(Locale.ROOT),
              field(result.test()),
              field(result.message())));
    }
    return lines;
  }

  private static String field(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
