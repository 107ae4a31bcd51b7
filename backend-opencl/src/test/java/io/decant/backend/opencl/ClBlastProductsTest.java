package io.decant.backend.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.conformance.cases.OperatorCase;
import io.decant.conformance.cases.OperatorCases;
import io.decant.conformance.cases.SpecialNumbers;
import io.decant.conformance.trial.DeviceSession;
import io.decant.conformance.trial.KitContext;
import io.decant.conformance.trial.OperatorChecks;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.Executable;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.device.View;
import io.decant.spi.op.Gemm;
import io.decant.spi.op.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The kit's rules for products, and what else is to be said of them, where CLBlast computes. */
class ClBlastProductsTest {
  private static final String CHOICE = "decant.opencl.gemm";
  private static final String PARAMETERS = "decant.opencl.gemm_parameters";

  /** Less than PoCL compiles for the parameters of a CPU, or for CLBlast's own. */
  private static final String SMALL_TILES =
      "GEMMK=0,KREG=1,KWG=8,KWI=2,MDIMA=2,MDIMC=2,MWG=16,NDIMB=2,NDIMC=2,NWG=8,SA=0,SB=0,"
          + "STRM=0,STRN=0,VWM=4,VWN=4,XGEMM_MIN_INDIRECT_SIZE=";

  @BeforeEach
  void clBlast() {
    System.setProperty(CHOICE, "clblast");
  }

  @AfterEach
  void own() {
    System.clearProperty(CHOICE);
    System.clearProperty(PARAMETERS);
  }

  @Test
  void theGeneralKernelKeepsTheRules() {
    System.setProperty(PARAMETERS, SMALL_TILES + 512);
    /* It is compiled for each pair of transpositions, which takes PoCL seconds. */
    keepsTheRules(0, gemm -> !gemm.a().transposed() || !gemm.b().transposed());
  }

  @Test
  void theKernelThatParametersShapeKeepsTheRules() {
    System.setProperty(PARAMETERS, SMALL_TILES + 1);
    keepsTheRules(16 * 16 * Float.BYTES, gemm -> true);
  }

  /** Returns after every rule of the kit that concerns products. */
  private static void keepsTheRules(long leastWorkspace, Predicate<Gemm> included) {
    Random random = new Random(17);
    int byClBlast = 0;
    try (DeviceSession session = open()) {
      OperatorChecks checks = new OperatorChecks(session);
      List<OperatorCase> cases = new ArrayList<>(OperatorCases.of("Gemm", 12));
      cases.addAll(OperatorCases.large("Gemm"));
      cases.addAll(OperatorCases.empty("Gemm"));
      cases.removeIf(product -> !included.test((Gemm) product.spec()));
      for (OperatorCase product : cases) {
        byClBlast += isByClBlast(session, product) ? 1 : 0;
        assertTrue(checks.value("op.value", product), product.toString());
        checks.views(product);
        checks.intent(product);
        checks.repeat(product);
        checks.workspace(product, true);
        if (SpecialNumbers.matter(product)) {
          checks.nan(product, product.withSpecialNumbers(random));
        }
      }
      try (Executable product = prepare(session, Gemm.dense(9, 9, 9, true, false, 1, 1))) {
        assertEquals(leastWorkspace > 0, product.workspaceBytes() >= Math.max(1, leastWorkspace));
      }
    }
    assertTrue(byClBlast >= 10, byClBlast + " products by CLBlast");
  }

  @Test
  void ownKernelsComputeTheSame() {
    Gemm spec = Gemm.batched(3, 90, 70, 130, false, true, 0.5f, 0);
    System.setProperty(PARAMETERS, SMALL_TILES + 1);
    float[] byClBlast = product(spec);
    System.setProperty(CHOICE, "own");
    float[] own = product(spec);
    assertEquals(3 * 90 * 70, own.length);
    for (int i = 0; i < own.length; i++) {
      assertEquals(own[i], byClBlast[i], 1e-4f * Math.max(1, Math.abs(own[i])), "element " + i);
    }
  }

  private static float[] product(Gemm spec) {
    Random random = new Random(3);
    try (DeviceSession session = open();
        DeviceSlab a = filled(session, spec, 0, random);
        DeviceSlab b = filled(session, spec, 1, random);
        DeviceSlab c = filled(session, spec, 2, random);
        Executable product = prepare(session, spec);
        DeviceSlab scratch = session.device().allocate(product.workspaceBytes() + Float.BYTES)) {
      List<View> workspace =
          product.workspaceBytes() == 0
              ? List.of()
              : List.of(
                  new View(
                      scratch,
                      Float.BYTES,
                      TensorSpec.float32(product.workspaceBytes() / Float.BYTES)));
      List<View> operands = new ArrayList<>();
      for (DeviceSlab slab : List.of(a, b, c)) {
        operands.add(new View(slab, 0, spec.operands().get(operands.size()).tensor()));
      }
      product.enqueue(session.stream(), operands, workspace);
      int count = (int) (c.bytes() / Float.BYTES);
      int[] words = session.read(c, 0, count);
      float[] numbers = new float[count];
      for (int i = 0; i < count; i++) {
        numbers[i] = Float.intBitsToFloat(words[i]);
      }
      return numbers;
    }
  }

  private static DeviceSlab filled(DeviceSession session, Gemm spec, int operand, Random random) {
    long bytes = spec.operands().get(operand).tensor().extentBytes();
    DeviceSlab slab = session.device().allocate(bytes);
    session.write(
        slab,
        0,
        random
            .ints(bytes / Float.BYTES, -999, 1000)
            .map(number -> Float.floatToRawIntBits(number / 1000f))
            .toArray());
    return slab;
  }

  @Test
  void aClosedProductIsRefused() {
    try (DeviceSession session = open()) {
      Gemm spec = Gemm.dense(2, 2, 2, false, false, 1, 0);
      Executable product = prepare(session, spec);
      product.close();
      try (DeviceSlab slab = session.device().allocate(64)) {
        View view = new View(slab, 0, spec.operands().get(0).tensor());
        List<View> operands = List.of(view, view, view);
        assertThrows(
            IllegalStateException.class,
            () -> product.enqueue(session.stream(), operands, List.of()));
      }
    }
  }

  @Test
  void theLogNamesTheFirstProductThatIsLeftToOwnKernels() {
    OpenClDevices.assumeAvailable();
    KitContext context = KitContext.unlimited();
    try (OpenClDevice device = OpenClDevices.open(context)) {
      for (long m : new long[] {300, 200}) {
        Gemm spec = Gemm.dense(m, 400, 500, false, false, 1, 0);
        device.prepare(spec, new PrepareOptions(1 << 16, true)).orElseThrow().close();
      }
    }
    List<String> said =
        context.said().lines().filter(line -> line.contains("own kernels")).toList();
    assertEquals(1, said.size(), said.toString());
    assertTrue(said.get(0).contains("m=300, n=400"), said.get(0));
    assertTrue(said.get(0).contains("bytes, the limit is 65536"), said.get(0));
  }

  @Test
  void wrongConfigurationIsRefusedWhenTheDeviceIsOpened() {
    OpenClDevices.assumeAvailable();
    System.setProperty(PARAMETERS, "MWG=64");
    assertThrows(
        IllegalArgumentException.class, () -> OpenClDevices.open(KitContext.unlimited()).close());
  }

  private static DeviceSession open() {
    return new DeviceSession(OpenClDevices.open(KitContext.unlimited()));
  }

  private static Executable prepare(DeviceSession session, Gemm spec) {
    return session.prepare(spec).orElseThrow();
  }

  private static boolean isByClBlast(DeviceSession session, OperatorCase product) {
    try (Executable executable = session.prepare(product.spec()).orElseThrow()) {
      return executable.getClass().getPackageName().endsWith(".clblast");
    }
  }
}
