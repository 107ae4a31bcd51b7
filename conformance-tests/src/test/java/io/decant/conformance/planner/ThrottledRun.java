package io.decant.conformance.planner;

import io.decant.api.engine.Engine;
import io.decant.api.engine.EngineConfig;
import io.decant.api.solver.Solver;
import io.decant.backend.cpu.CpuBackendProvider;
import io.decant.conformance.throttle.NullDevice;
import io.decant.conformance.throttle.RecordedTimes;
import io.decant.conformance.throttle.ThrottledDevice;
import io.decant.conformance.trial.KitContext;
import io.decant.spi.device.Availability;
import io.decant.spi.device.BackendContext;
import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.memory.LinkRates;
import io.decant.spi.memory.MemoryForecast;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.MemoryTraffic;
import io.decant.spi.memory.PlanForecast;
import io.decant.spi.memory.Planner;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.rewrite.Rewrite;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What training a net on a throttled device that computes nothing takes, an iteration, once it runs
 * steadily. Operators are not fused, as when they were recorded.
 *
 * @param seconds virtual time
 * @param bytesIn bytes copied to the device
 * @param bytesOut bytes copied to the host
 * @param forecast what the planner expected; null when it had no plan
 */
record ThrottledRun(double seconds, long bytesIn, long bytesOut, @Nullable PlanForecast forecast) {
  private static final int WARM_UP = 3;
  private static final int MEASURED = 4;
  private static final long DEVICE_MEMORY = 1L << 36;

  /**
   * Trains.
   *
   * @param truth how long operators take
   * @param bytesPerSecond of the link, each way
   * @param pool bytes of device memory
   * @param planner name of the planner
   */
  static ThrottledRun of(
      BenchmarkNet net, RecordedTimes truth, double bytesPerSecond, long pool, String planner) {
    MemoryOptions memory =
        MemoryOptions.DEFAULT
            .with(LargeModelSupport.AUTO)
            .withDeviceMemory(pool)
            .withPlanner(planner);
    BackendProvider backend = new Throttled(new LinkRates(bytesPerSecond, bytesPerSecond), truth);
    EngineConfig config =
        new EngineConfig(
            backend,
            0,
            KitContext.unlimited(),
            memory,
            PrepareOptions.DEFAULT,
            ComputeMode.FLOAT32,
            Rewrite.NONE,
            operator -> {});
    try (Engine engine = Engine.open(config);
        Solver solver = Solver.builder(engine, net.unfilledSolver()).retainOutputsOnly().build()) {
      solver.step(WARM_UP);
      MemoryTraffic before = engine.memoryManager().traffic();
      double seconds;
      try (DeviceEvent start = engine.executor().record()) {
        solver.step(MEASURED);
        try (DeviceEvent end = engine.executor().record()) {
          engine.executor().synchronize();
          seconds = end.nanosSince(start) / 1e9 / MEASURED;
        }
      }
      MemoryTraffic after = engine.memoryManager().traffic();
      return new ThrottledRun(
          seconds,
          (after.bytesIn() - before.bytesIn()) / MEASURED,
          (after.bytesOut() - before.bytesOut()) / MEASURED,
          engine.memoryManager().forecast().map(ThrottledRun::only).orElse(null));
    }
  }

  /** Trains as a planner says. */
  static ThrottledRun of(
      BenchmarkNet net, RecordedTimes truth, double bytesPerSecond, long pool, Planner planner) {
    return PlannerUnderTest.during(
        planner, () -> of(net, truth, bytesPerSecond, pool, PlannerUnderTest.NAME));
  }

  /** Returns what the planner expected. */
  PlanForecast planned() {
    if (forecast == null) {
      throw new IllegalStateException("there was no plan");
    }
    return forecast;
  }

  private static @Nullable PlanForecast only(MemoryForecast forecast) {
    return forecast.programs().values().stream().findFirst().orElse(null);
  }

  /** A throttled device that computes nothing, with the operators of the CPU's. */
  private record Throttled(LinkRates link, RecordedTimes times) implements BackendProvider {
    @Override
    public String name() {
      return "throttled";
    }

    @Override
    public int preference() {
      return Integer.MIN_VALUE;
    }

    @Override
    public Availability availability() {
      return Availability.yes();
    }

    @Override
    public List<DeviceInfo> devices() {
      return List.of(
          new DeviceInfo(0, "throttled", DeviceInfo.Kind.ACCELERATOR, DEVICE_MEMORY, "virtual"));
    }

    @Override
    public Device open(int index, BackendContext context) {
      Device model = new CpuBackendProvider().open(0, context);
      return new ThrottledDevice(new NullDevice(model, DEVICE_MEMORY), link, times);
    }
  }
}
