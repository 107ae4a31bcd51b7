package io.decant.conformance.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.engine.EngineConfig;
import io.decant.backend.cpu.CpuBackendProvider;
import io.decant.conformance.trial.KitContext;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.text.Located;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.op.ComputeMode;
import org.junit.jupiter.api.Test;

/** Gradients of parameters that nobody reads behind the updates are not copied to the host. */
class GivenUpGradientsTest {
  /** Of the parameters 1.7 MB; a run that keeps their gradients has these to copy, too. */
  @Test
  void gradientsStayOnTheDevice() {
    long given = bytesOut(false);
    long kept = bytesOut(true);
    assertTrue(kept > given + 1_000_000, "kept: " + kept + " bytes out, given up: " + given);
  }

  private static long bytesOut(boolean kept) {
    long device = 3_500_000;
    Located<SolverParameter> lenet = TrainingRun.parameter("lenet");
    SolverParameter message = lenet.message().toBuilder().setSnapshotDiff(kept).build();
    MemoryOptions options =
        MemoryOptions.DEFAULT.withDeviceMemory(device).with(MemoryOptions.LargeModelSupport.AUTO);
    EngineConfig config =
        new EngineConfig(
            new CpuBackendProvider(),
            0,
            KitContext.limited(device),
            options,
            PrepareOptions.DEFAULT,
            ComputeMode.FLOAT32,
            operator -> {});
    return TrainingRun.of(new Located<>(message, lenet.source()), config).traffic().bytesOut();
  }
}
