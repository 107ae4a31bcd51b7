package io.decant.conformance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.backend.Backends;
import io.decant.conformance.RuleIds;
import io.decant.conformance.rules.BackendContract;
import io.decant.conformance.rules.RuleReport;
import io.decant.conformance.rules.RuleResult;
import io.decant.conformance.rules.RuleResult.Verdict;
import io.decant.conformance.rules.RuleRun;
import io.decant.spi.device.BackendProvider;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rules run on a backend that is found by its name, as the conformance command does it. */
class RuleRunTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final RuleRun run = new RuleRun(new PrintStream(printed, true, StandardCharsets.UTF_8));

  @Test
  void anOutsideBackendIsFoundAndPasses() {
    run.run("minimal", 0);
    String text = printed.toString(StandardCharsets.UTF_8);
    assertEquals(0, run.count(Verdict.FAILED), text);
    assertTrue(
        run.count(Verdict.PASSED) > 40, () -> "only " + run.count(Verdict.PASSED) + " passed");
    assertTrue(text.contains("skipped op.value: convolution"), text);
    assertEquals(run.count(Verdict.SKIPPED), text.split("skipped ", -1).length - 1, text);
    Set<String> rules = RuleIds.tested(BackendContract.class);
    assertEquals(rules, run.results().stream().map(RuleResult::rule).collect(Collectors.toSet()));
    reportNamesEverything(rules);
  }

  private void reportNamesEverything(Set<String> rules) {
    BackendProvider backend = Backends.find().named("minimal").orElseThrow().provider();
    List<String> report = RuleReport.lines(backend, 0, run.results());
    assertTrue(report.contains("# backend: minimal"), report::toString);
    assertTrue(report.contains("# device: 0, minimal"), report::toString);
    assertTrue(report.contains("# driver: plain loops over the heap"), report::toString);
    assertTrue(report.contains("# rules: " + rules.size()), report::toString);
    List<String> tests =
        report.subList(
            report.indexOf("rule\tkind\tverdict\ttest\tworst error\tmessage") + 1, report.size());
    assertEquals(run.results().size(), tests.size());
    for (String test : tests) {
      assertEquals(5, test.chars().filter(letter -> letter == '\t').count(), test);
      assertTrue(rules.contains(test.substring(0, test.indexOf('\t'))), test);
    }
    assertTrue(
        report.contains(
            "memory.roundtrip\trequired\tpassed\tcopies move exactly the bytes that they cover\t\t"),
        report::toString);
    assertTrue(
        report.stream().anyMatch(line -> line.matches("recorder.replay\toptional\tskipped\t.*")),
        report::toString);
    assertTrue(report.contains("op.value\trequired\tpassed\tconstants\t0\t"), report::toString);
    worstErrorIsAShareOfWhatIsAllowed(
        report, "op.value\trequired\tpassed\tstrided-batched matrix products\t");
    worstErrorIsAShareOfWhatIsAllowed(report, "layer.gradient\trequired\tpassed\tactivations\t");
  }

  private static void worstErrorIsAShareOfWhatIsAllowed(List<String> report, String test) {
    String line = report.stream().filter(each -> each.startsWith(test)).findFirst().orElseThrow();
    String[] numbers = line.substring(test.length()).strip().split("(: | of )", -1);
    assertEquals(3, numbers.length, line);
    double share = Double.parseDouble(numbers[0]);
    assertTrue(share > 0 && share <= 1, line);
    assertEquals(
        share, Double.parseDouble(numbers[1]) / Double.parseDouble(numbers[2]), 0.02 * share, line);
  }

  @Test
  void anUnknownBackendFails() {
    run.run("nobody", 0);
    assertEquals(0, run.count(Verdict.PASSED));
    assertTrue(run.count(Verdict.FAILED) > 0);
    assertTrue(
        printed.toString(StandardCharsets.UTF_8).contains("there is no backend named 'nobody'"),
        printed::toString);
  }
}
