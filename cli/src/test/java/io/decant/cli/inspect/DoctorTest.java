package io.decant.cli.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.cli.tool.ToolCall;
import org.junit.jupiter.api.Test;

class DoctorTest {
  @Test
  void everyDeviceThatIsThereComputesWhatItShould() {
    ToolCall call = ToolCall.of(NetTools.all(), "doctor");
    assertEquals(0, call.code(), call.out());
    assertTrue(call.out().contains("Backend cpu, version "), call.out());
    assertTrue(call.out().contains("    self-test passed: "), call.out());
  }

  @Test
  void aDeviceThatCannotBeOpenedFails() {
    SelfTest.Result result = new SelfTest().run("cpu", 7);
    assertFalse(result.passed());
    assertTrue(result.text().startsWith("self-test FAILED: "), result.text());
  }
}
