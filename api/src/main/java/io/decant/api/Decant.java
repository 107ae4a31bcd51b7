package io.decant.api;

import io.decant.api.engine.Engine;
import io.decant.api.net.Net;
import io.decant.api.net.NetBuilder;
import io.decant.api.solver.Solver;
import io.decant.api.solver.SolverBuilder;
import io.decant.api.wiring.Composition;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.NetUpgrade;
import io.decant.proto.upgrade.SolverUpgrade;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entry: an open device that nets and solvers are made on. Used by one thread at a time. Close
 * the nets and solvers first.
 */
public final class Decant implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Decant.class);

  private final Engine engine;

  private Decant(Engine engine) {
    this.engine = engine;
  }

  /** Opens the best device. */
  public static Decant open() {
    return open(DecantConfig.DEFAULT);
  }

  /**
   * Opens a device.
   *
   * @throws io.decant.api.backend.DeviceUnavailableException when the one that was asked for cannot
   *     be had
   */
  public static Decant open(DecantConfig config) {
    return new Decant(Composition.engine(config));
  }

  /** Returns what nets run on. */
  public Engine engine() {
    return engine;
  }

  /** Starts to describe a net, from a prototxt of any version. */
  public NetBuilder net(Path prototxt) {
    return Net.builder(engine, NetUpgrade.upgrade(Prototxt.parseNet(prototxt), LOG::info));
  }

  /** Starts to describe a solver, from a prototxt of any version. */
  public SolverBuilder solver(Path prototxt) {
    return Solver.builder(
        engine, SolverUpgrade.upgrade(Prototxt.parseSolver(prototxt), prototxt, LOG::info));
  }

  /** Closes the device. */
  @Override
  public void close() {
    engine.close();
  }
}
