package io.decant.backend.cuda.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.decant.backend.cpu.CpuBackendProvider;
import io.decant.conformance.cases.OperatorCase;
import io.decant.conformance.trial.DeviceSession;
import io.decant.conformance.trial.KitContext;
import io.decant.conformance.trial.OperatorTrial;
import io.decant.conformance.trial.Outcome;
import io.decant.conformance.trial.Placement;
import io.decant.spi.device.Executable;
import io.decant.spi.op.CompositeOp;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.Convolution;
import io.decant.spi.op.ConvolutionBackwardData;
import io.decant.spi.op.ConvolutionBackwardWeights;
import io.decant.spi.op.ConvolutionGeometry;
import io.decant.spi.op.Decomposition;
import io.decant.spi.op.Gemm;
import io.decant.spi.op.Layout;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Window;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The steps compute the convolution, on the CPU. */
class SubsamplingTest {
  private static final ComputeMode MODE = ComputeMode.FLOAT32;

  @Test
  void overOneAxisAndTwo() {
    for (Layout layout : Layout.values()) {
      for (ConvolutionGeometry geometry :
          List.of(
              geometry(1, List.of(7L, 6L), List.of(2L, 3L), 1, 0).in(layout),
              geometry(2, List.of(5L, 4L), List.of(1L, 2L), 1, 0).in(layout),
              geometry(1, List.of(9L), List.of(4L), 1, 0).in(layout))) {
        check(new Convolution(geometry, false, MODE));
        check(new Convolution(geometry, true, MODE));
        check(new ConvolutionBackwardData(geometry, MODE));
        check(new ConvolutionBackwardWeights(geometry, false, MODE));
        check(new ConvolutionBackwardWeights(geometry, true, MODE));
      }
    }
  }

  @Test
  void otherOperatorsAreNotChanged() {
    assertFalse(Subsampling.of(Gemm.dense(2, 2, 2, false, false, 1, 0)).isPresent());
    for (ConvolutionGeometry geometry :
        List.of(
            geometry(1, List.of(7L, 6L), List.of(1L, 1L), 1, 0),
            geometry(1, List.of(7L, 6L), List.of(2L, 2L), 2, 0),
            geometry(1, List.of(7L, 6L), List.of(2L, 2L), 1, 1))) {
      assertFalse(Subsampling.of(new Convolution(geometry, false, MODE)).isPresent());
    }
  }

  @Test
  void paddingBehindTheInputIsNoPosition() {
    Window window =
        new Window(4, List.of(4L), List.of(1L), List.of(2L), List.of(0L), List.of(1L), List.of(1L));
    assertFalse(
        Subsampling.of(new Convolution(new ConvolutionGeometry(1, 1, 4, 4, window), false, MODE))
            .isPresent());
  }

  private static void check(OpSpec spec) {
    Decomposition steps = Subsampling.of(spec).orElseThrow();
    OperatorCase subject = OperatorCase.of(spec, new Random(1));
    try (DeviceSession session =
            new DeviceSession(new CpuBackendProvider().open(0, KitContext.unlimited()));
        Executable executable = steps(session, spec, steps);
        OperatorTrial trial =
            new OperatorTrial(session, "op.value", subject, executable, Placement.ALIGNED)) {
      Outcome outcome = trial.run(OperatorTrial.NUMBER);
      assertEquals(Optional.empty(), outcome.deviation(subject.expected()), spec::toString);
      assertEquals(Optional.empty(), outcome.strayWrite(), spec::toString);
    }
  }

  private static Executable steps(DeviceSession session, OpSpec spec, Decomposition steps) {
    return new StepsExecutable(
        spec, steps, steps.steps().stream().map(step -> prepare(session, step.spec())).toList());
  }

  private static Executable prepare(DeviceSession session, OpSpec spec) {
    Optional<Executable> prepared = session.prepare(spec);
    return prepared.isPresent()
        ? prepared.get()
        : steps(session, spec, ((CompositeOp) spec).decompose());
  }

  private static ConvolutionGeometry geometry(
      long groups, List<Long> input, List<Long> stride, long kernel, long pad) {
    List<Long> ones = input.stream().map(axis -> 1L).toList();
    List<Long> pads = input.stream().map(axis -> pad).toList();
    List<Long> kernels = input.stream().map(axis -> kernel).toList();
    return new ConvolutionGeometry(
        3, groups, 4, 6, new Window(4, input, kernels, stride, pads, pads, ones));
  }
}
