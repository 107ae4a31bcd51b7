package io.decant.api;

import io.decant.api.engine.Engine;
import io.decant.api.net.Net;
import io.decant.api.net.NetBuilder;
import io.decant.api.solver.Solver;
import io.decant.api.solver.SolverBuilder;
import io.decant.api.wiring.Composition;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.NetUpgrade;
import io.decant.proto.upgrade.SolverUpgrade;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entry: an open device that nets and solvers are made on. Several may be open at once, each
 * used by one thread at a time; they share nothing. Close the nets and solvers first.
 *
 * <pre>{@code
 * NetSpec spec = new NetSpec("twice");
 * spec.input("x", 1, 3).then("Power", layer -> layer.getPowerParamBuilder().setScale(2)).named("y");
 * try (Decant decant = Decant.open();
 *     Net net = decant.net(spec.toProto()).phase(Phase.TEST).build()) {
 *   float[] y = net.forward(Map.of("x", new float[] {1, 2, 3})).get("y");
 *   System.out.println(Arrays.toString(y)); // [2.0, 4.0, 6.0]
 * }
 * }</pre>
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
    return new Decant(
        Composition.engine(config.device(), config.memory(), config.prepare(), config.precision()));
  }

  /** Returns what nets run on. */
  public Engine engine() {
    return engine;
  }

  /** Starts to describe a net, from a prototxt of any version. */
  public NetBuilder net(Path prototxt) {
    return Net.builder(engine, NetUpgrade.upgrade(Prototxt.parseNet(prototxt), LOG::info));
  }

  /**
   * Starts to describe a net from a message of any version, such as {@link
   * io.decant.api.spec.NetSpec} makes.
   */
  public NetBuilder net(NetParameter message) {
    Located<NetParameter> net = Located.inCode(message, "net '" + message.getName() + "'");
    return Net.builder(engine, NetUpgrade.upgrade(net, LOG::info));
  }

  /** Starts to describe a solver, from a prototxt of any version. */
  public SolverBuilder solver(Path prototxt) {
    return Solver.builder(
        engine, SolverUpgrade.upgrade(Prototxt.parseSolver(prototxt), prototxt, LOG::info));
  }

  /**
   * Starts to describe a solver from a message of any version; its net may be a message too, as its
   * {@code net_param}.
   */
  public SolverBuilder solver(SolverParameter message) {
    Located<SolverParameter> solver = Located.inCode(message, "the solver");
    return Solver.builder(engine, SolverUpgrade.upgrade(solver, Path.of("solver"), LOG::info));
  }

  /** Closes the device. */
  @Override
  public void close() {
    engine.close();
  }
}
