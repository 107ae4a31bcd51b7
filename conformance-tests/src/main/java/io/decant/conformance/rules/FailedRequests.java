package io.decant.conformance.rules;

import io.decant.api.engine.Engine;
import io.decant.conformance.tiering.Refusals;
import io.decant.conformance.tiering.SmallNet;
import io.decant.conformance.tiering.Training;
import io.decant.conformance.trial.KitContext;
import io.decant.conformance.wrapper.Instrument;
import io.decant.conformance.wrapper.WrappedDevice;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceException;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.memory.DeviceMemoryExceededException;
import io.decant.spi.memory.MemoryOptions;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Assumptions;

/** Training on a device of which one copy or allocation fails, in runs of their own. */
final class FailedRequests {
  /** From one request that fails to the next: the first few, then ever fewer. */
  private static final int STEP = 3;

  private static final int MOST = 2000;

  private final TieringRun run;
  private final MemoryOptions options;
  private final Training expected;

  private FailedRequests(TieringRun run, String planner) {
    this.run = run;
    try (Engine engine = run.open(new Instrument() {})) {
      this.options = run.tight(engine, SmallNet.DEEP, planner);
      this.expected = run.train(engine, SmallNet.DEEP, options);
    }
  }

  static void areRefused(TieringSubject subject) {
    TieringRun run = new TieringRun("tiering.failure", subject);
    for (String planner : subject.planners()) {
      FailedRequests requests = new FailedRequests(run, planner);
      run.require(requests.failEach(Refusals::ofCopy) > 2, "hardly a refused copy was an error");
      run.require(
          requests.failEach(Refusals::ofAllocation) > 0, "no refused allocation was an error");
    }
  }

  static void failLater(TieringSubject subject) {
    TieringRun run = new TieringRun("tiering.failure", subject);
    Optional<FaultyWork> fault = subject.faultyWork();
    Assumptions.assumeTrue(
        fault.isPresent(), "there is no way to make work fail: override faultyWork() to show one");
    BiConsumer<Device, DeviceStream> enqueue = fault.orElseThrow()::enqueue;
    for (String planner : subject.planners()) {
      FailedRequests requests = new FailedRequests(run, planner);
      run.require(
          requests.failEach(which -> Refusals.beforeCopy(which, enqueue)) > 2,
          "hardly a failed copy was an error");
    }
  }

  /** Lets one request after another fail; returns how many of them were errors. */
  private int failEach(IntFunction<Refusals> refusals) {
    int errors = 0;
    for (int which = 1; which < MOST; which = STEP * which + 1) {
      Refusals refused = refusals.apply(which);
      errors += isError(refused, which) ? 1 : 0;
      if (!refused.happened()) {
        return errors;
      }
    }
    return errors;
  }

  /** Trains; either there is an error, or the results are right. */
  private boolean isError(Refusals refused, int which) {
    String what = "request " + which + " failed; " + options;
    Engine engine = run.open(device -> new WrappedDevice(device, refused), KitContext.unlimited());
    boolean error = false;
    try {
      try (Engine managed = engine.with(options)) {
        run.same(expected, Training.of(managed, SmallNet.DEEP), what);
      } catch (RuntimeException e) {
        run.require(isClear(e) && refused.happened(), e + " does not say what went wrong; " + what);
        error = true;
      }
    } finally {
      error |= closingFails(engine, refused);
    }
    return error;
  }

  /** Streams that failed may say so once more, or for the first time if nobody waited for them. */
  private boolean closingFails(Engine engine, Refusals refused) {
    try {
      engine.close();
      return false;
    } catch (DeviceException e) {
      run.require(refused.happened(), "closing fails, and nothing else did: " + e);
      return true;
    }
  }

  private static boolean isClear(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof DeviceException
          || cause instanceof DeviceMemoryExceededException
          || String.valueOf(cause.getMessage()).contains(Refusals.INJECTED)) {
        return true;
      }
    }
    return false;
  }
}
