package io.decant.conformance.rules;

import io.decant.api.engine.Engine;
import io.decant.api.engine.EngineConfig;
import io.decant.api.forecast.MemoryStudy;
import io.decant.api.solver.Solver;
import io.decant.conformance.tiering.SmallNet;
import io.decant.conformance.tiering.Training;
import io.decant.conformance.trial.KitContext;
import io.decant.conformance.trial.RuleViolation;
import io.decant.conformance.wrapper.Instrument;
import io.decant.conformance.wrapper.WrappedDevice;
import io.decant.conformance.wrapper.WrappingProvider;
import io.decant.proto.caffe.NetState;
import io.decant.spi.device.Device;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.memory.DeviceMemoryExceededException;
import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.MemoryManager;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assumptions;

/** Trains small nets on the device of a claim, and says which rule is broken when that fails. */
final class TieringRun {
  /** Little, so that the blocks of nets decide what fits. */
  private static final PrepareOptions LITTLE_WORKSPACE = new PrepareOptions(1 << 14, true);

  private final String rule;
  private final TieringSubject subject;

  TieringRun(String rule, TieringSubject subject) {
    this.rule = rule;
    this.subject = subject;
    Assumptions.assumeFalse(subject.planners().isEmpty(), "no planner is to be tried");
    Opening.checkAvailable(subject);
  }

  /** Opens the device with an instrument around it. */
  Engine open(Instrument instrument) {
    return open(device -> new WrappedDevice(device, instrument), KitContext.unlimited());
  }

  /** Opens the device with something around it. */
  Engine open(UnaryOperator<Device> wrapping, KitContext context) {
    return Engine.open(
        new EngineConfig(
            new WrappingProvider(subject.provider(), wrapping),
            subject.deviceIndex(),
            context,
            MemoryOptions.DEFAULT,
            LITTLE_WORKSPACE,
            operator -> {}));
  }

  /** Returns what a net needs of a device. */
  static MemoryStudy study(Engine engine, SmallNet net) {
    return MemoryStudy.of(engine, net.solver(), NetState.getDefaultInstance());
  }

  /** Returns options with large-model support under a planner, in a pool of as many bytes. */
  static MemoryOptions in(long bytes, String planner) {
    return MemoryOptions.DEFAULT
        .with(LargeModelSupport.AUTO)
        .withDeviceMemory(bytes)
        .withPlanner(planner);
  }

  /** Returns options with a pool of about a third of what the net needs. */
  MemoryOptions tight(Engine engine, SmallNet net, String planner) {
    return tight(engine, net, planner, 3);
  }

  /**
   * Returns options with a pool in which no operator must be cut, and blocks must move all the
   * same: a part of what the net needs, or a little more than its neediest operator, or the least
   * that the planner asks for.
   */
  MemoryOptions tight(Engine engine, SmallNet net, String planner, int part) {
    MemoryStudy study = study(engine, net);
    long pool = Math.max(study.residentBytes() / part, study.smallestPoolBytes() * 5 / 4);
    for (long needed = pool; needed > 0; needed = neededBytes(engine, net, in(pool, planner))) {
      pool = needed;
    }
    require(
        pool < 0.8 * study.residentBytes(),
        "so much takes one operator alone that nothing has to move: "
            + study.smallestPoolBytes()
            + " of "
            + study.residentBytes()
            + " bytes, with workspaces of at most "
            + LITTLE_WORKSPACE.workspaceLimit());
    return in(pool, planner);
  }

  /** Returns what a refusal asks for; 0 when there is none. */
  private static long neededBytes(Engine engine, SmallNet net, MemoryOptions options) {
    try (Engine managed = engine.with(options);
        Solver solver = Solver.builder(managed, net.solver()).retainOutputsOnly().build()) {
      solver.prepare();
      return 0;
    } catch (DeviceMemoryExceededException e) {
      return e.neededBytes();
    }
  }

  /** Trains in memory that is managed as the options say. */
  Training train(Engine engine, SmallNet net, MemoryOptions options) {
    return train(engine, net, options, (context, manager) -> manager);
  }

  /** Trains in memory that is managed by what {@code change} makes of the manager. */
  Training train(
      Engine engine,
      SmallNet net,
      MemoryOptions options,
      BiFunction<MemoryContext, MemoryManager, MemoryManager> change) {
    try (Engine managed = engine.with(options, change)) {
      return Training.of(managed, net);
    } catch (RuntimeException e) {
      throw new RuleViolation(
          rule, "training " + net + " failed with " + e.getMessage() + "; " + options, e);
    }
  }

  /** Requires that two trainings have the same bits. */
  void same(Training expected, Training actual, String what) {
    expected
        .difference(actual, 0)
        .ifPresent(
            difference -> {
              throw new RuleViolation(rule, difference + "; " + what);
            });
  }

  void require(boolean kept, String message) {
    RuleViolation.unless(kept, rule, message);
  }
}
