package io.decant.conformance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import example.minimal.MinimalProvider;
import io.decant.conformance.rules.MemoryContract;
import io.decant.conformance.rules.RecorderContract;
import io.decant.conformance.rules.TieringContract;
import io.decant.spi.device.Availability;
import io.decant.spi.device.BackendProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A claim that leaves something out proves nothing. */
class ClaimTest {
  /** One class with one method. */
  static class Claim implements MemoryContract, RecorderContract {
    @Override
    public BackendProvider provider() {
      return new MinimalProvider();
    }
  }

  /** A claim that disables a test. */
  static class Shortened extends Claim {
    @Override
    public void required_memoryFill() {}
  }

  /** A claim that disables planners, without which rules are skipped. */
  static class WithoutPlanners implements TieringContract {
    @Override
    public BackendProvider provider() {
      return new MinimalProvider();
    }

    @Override
    public List<String> planners() {
      return List.of();
    }
  }

  /** A claim about a device that is not there. */
  static class Missing extends Claim {
    @Override
    public BackendProvider provider() {
      return new MinimalProvider() {
        @Override
        public Availability availability() {
          return Availability.no("nothing is plugged in", "plug something in");
        }
      };
    }
  }

  /** A claim about a device that need not be there. */
  static class Optional extends Missing {
    @Override
    public boolean deviceRequired() {
      return false;
    }
  }

  @Test
  void oneMethodIsEnough(@TempDir Path folder) throws IOException {
    Path reports = folder.resolve("reports");
    assertEquals(
        Map.of(),
        failures(
            Map.of("decant.conformance.reports", reports.toString()), selectClass(Claim.class)));
    List<String> report = Files.readAllLines(reports.resolve(Claim.class.getName() + ".tsv"));
    assertTrue(report.contains("# rules: 6"), report::toString);
    assertTrue(report.contains("# driver: plain loops over the heap"), report::toString);
  }

  @Test
  void aTestThatIsLeftOutIsAnError() {
    Map<String, String> failures = failures(Map.of(), selectClass(Shortened.class));
    assertEquals(1, failures.size(), failures::toString);
    String failure = failures.values().iterator().next();
    assertTrue(
        failure.startsWith("5 of 6 rules were run; these tests were not: [required_memoryFill]"),
        failure);
  }

  @Test
  void someOfTheTestsAreRunOnlyWhereThatIsAllowed() {
    DiscoverySelector one = selectMethod(Claim.class, "required_memoryFill");
    assertEquals(1, failures(Map.of(), one).size());
    assertEquals(Map.of(), failures(Map.of("decant.conformance.partial", "true"), one));
  }

  @Test
  void aRequiredTestThatIsSkippedIsAnError() {
    Map<String, String> failures = failures(Map.of(), selectClass(WithoutPlanners.class));
    assertTrue(failures.size() >= 8, failures::toString);
    assertEquals(
        "tiering.bits: a required test was skipped: Assumption failed: no planner is to be tried",
        failures.get("required_tieringBits()"));
  }

  @Test
  void aMissingDeviceIsAnErrorUnlessItIsOptional() {
    Map<String, String> failures = failures(Map.of(), selectClass(Missing.class));
    String failure = failures.get("required_memoryFill()");
    assertTrue(
        failure.startsWith("backend 'minimal' is not available here: nothing is plugged in; plug"),
        failure);
    assertTrue(failure.endsWith("where deviceRequired() returns false"), failure);
    assertEquals(Map.of(), failures(Map.of(), selectClass(Optional.class)));
  }

  /** Runs tests and returns what failed, by the name of the method or class. */
  private static Map<String, String> failures(
      Map<String, String> parameters, DiscoverySelector selector) {
    Map<String, String> failures = new TreeMap<>();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selector)
                .configurationParameters(parameters)
                .build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                  failures.put(
                      test.getLegacyReportingName(),
                      String.valueOf(result.getThrowable().orElseThrow().getMessage()));
                }
              }
            });
    return failures;
  }
}
