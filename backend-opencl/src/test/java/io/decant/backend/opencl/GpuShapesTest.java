package io.decant.backend.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.conformance.cases.OperatorCase;
import io.decant.conformance.cases.OperatorCases;
import io.decant.conformance.trial.DeviceSession;
import io.decant.conformance.trial.KitContext;
import io.decant.conformance.trial.OperatorChecks;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.View;
import io.decant.spi.op.MaxPoolingBackward;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Operand;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Kernels that have another shape on GPUs, in that shape. PoCL compiles products for seconds each:
 * mvn -Pfull tries all of them, else every third is tried.
 */
class GpuShapesTest {
  private static final int ONE_PRODUCT_OF = Boolean.getBoolean("decant.full") ? 1 : 3;
  private static final int RANDOM_CASES = 60;

  @BeforeAll
  static void shapeForGpus() {
    System.setProperty(DeviceTraits.SHAPED_FOR, "gpu");
  }

  @AfterAll
  static void shapeForTheDevice() {
    System.clearProperty(DeviceTraits.SHAPED_FOR);
  }

  @ParameterizedTest
  @CsvSource({"Gemm, 4", "Lrn, 60", "LrnBackward, 60", "MaxPoolingBackward, 60"})
  void valuesAreThoseOfTheReference(String operator, int randomCases) {
    try (DeviceSession session = new DeviceSession(OpenClDevices.open(KitContext.unlimited()))) {
      OperatorChecks checks = new OperatorChecks(session);
      List<OperatorCase> cases = OperatorCases.of(operator, randomCases);
      int oneOf = operator.equals("Gemm") ? ONE_PRODUCT_OF : 1;
      for (int i = oneOf / 2; i < cases.size(); i += oneOf) {
        OperatorCase subject = cases.get(i);
        assertTrue(checks.value("op.value", subject), () -> subject + " is decomposed");
        checks.inPlace(subject);
      }
    }
  }

  @Test
  void maximaGatherTheBitsOfScattering() {
    int sums = 0;
    try (DeviceSession session = new DeviceSession(OpenClDevices.open(KitContext.unlimited()))) {
      for (OperatorCase subject : OperatorCases.of("MaxPoolingBackward", RANDOM_CASES)) {
        MaxPoolingBackward spec = (MaxPoolingBackward) subject.spec();
        if (spec.firstPosition() == 0) {
          int[] gathered = result(session, spec, subject.data());
          assertArrayEquals(
              result(session, spec.scattering(), subject.data()), gathered, spec.toString());
          sums += gathered.length;
        }
      }
    }
    assertTrue(sums > 10_000, "only " + sums + " elements compared");
  }

  /** Returns the last operand behind a run. */
  private static int[] result(DeviceSession session, OpSpec spec, List<int[]> data) {
    List<DeviceSlab> slabs = new ArrayList<>();
    List<View> views = new ArrayList<>();
    try {
      for (int i = 0; i < data.size(); i++) {
        Operand operand = spec.operands().get(i);
        slabs.add(session.device().allocate(operand.tensor().extentBytes()));
        views.add(new View(slabs.get(i), 0, operand.tensor()));
        session.write(slabs.get(i), 0, data.get(i));
      }
      session.run(spec, views.toArray(View[]::new));
      return session.read(slabs.get(2), 0, data.get(2).length);
    } finally {
      slabs.forEach(DeviceSlab::close);
    }
  }
}
