package io.decant.conformance.rules;

import io.decant.api.backend.Origin;
import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.DeviceInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The report of a run of the rules: lines that begin with {@code #} say what was tested with which
 * versions, and below a line of headings each test has a line of fields between tabs. The worst
 * error is the largest one that was accepted: as a share of what is allowed, and both numbers.
 */
public final class RuleReport {
  /** The headings of the fields. */
  static final String HEADINGS = "rule\tkind\tverdict\ttest\tworst error\tmessage";

  private RuleReport() {}

  /** Returns the lines of a report about a backend's device, in the order of rules. */
  public static List<String> lines(
      BackendProvider backend, int index, Collection<RuleResult> results) {
    Optional<DeviceInfo> device =
        backend.devices().stream().filter(each -> each.index() == index).findFirst();
    List<String> lines = new ArrayList<>();
    lines.add("# backend: " + backend.name());
    lines.add(
        "# version: "
            + Origin.version(backend.getClass())
            + ", from "
            + Origin.of(backend.getClass()));
    lines.add("# spi: " + backend.spiVersion() + " of " + BackendProvider.SPI_VERSION);
    lines.add("# kit: " + Origin.version(RuleReport.class));
    lines.add("# device: " + index + ", " + field(device.map(DeviceInfo::name).orElse("missing")));
    lines.add("# driver: " + field(device.map(DeviceInfo::details).orElse("missing")));
    lines.add("# java: " + System.getProperty("java.runtime.version"));
    lines.add("# system: " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    lines.add("# mode: " + (Boolean.getBoolean("decant.full") ? "full" : "quick"));
    lines.add("# rules: " + results.stream().map(RuleResult::rule).distinct().count());
    lines.add(HEADINGS);
    results.stream().sorted(RuleResult.BY_RULE).map(RuleReport::line).forEach(lines::add);
    return lines;
  }

  private static String line(RuleResult result) {
    return String.join(
        "\t",
        result.rule(),
        result.optional() ? "optional" : "required",
        result.verdict().name().toLowerCase(Locale.ROOT),
        field(result.test()),
        result.worst(),
        field(result.message()));
  }

  private static String field(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
