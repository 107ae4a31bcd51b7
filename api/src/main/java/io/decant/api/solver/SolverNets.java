package io.decant.api.solver;

import io.decant.api.engine.Engine;
import io.decant.api.net.Net;
import io.decant.api.net.NetBuilder;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.NetState;
import io.decant.proto.caffe.Phase;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.NetUpgrade;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds and makes the nets that a solver names. Source: Caffe's Solver::InitTrainNet and
 * InitTestNets.
 */
final class SolverNets {
  private static final Logger LOG = LoggerFactory.getLogger(Solver.class);

  private final Engine engine;
  private final Located<SolverParameter> solver;
  private final SolverParameter parameter;
  private final NetState overrides;
  private final long seed;
  private final boolean retainAll;
  private final Path directory;
  private final UnaryOperator<NetParameter> change;

  SolverNets(
      Engine engine,
      Located<SolverParameter> solver,
      NetState overrides,
      long seed,
      boolean retainAll,
      Path directory,
      UnaryOperator<NetParameter> change) {
    this.engine = engine;
    this.solver = solver;
    this.parameter = solver.message();
    this.overrides = overrides;
    this.seed = seed;
    this.retainAll = retainAll;
    this.directory = directory;
    this.change = change;
  }

  /** Makes the training net. */
  Net train() {
    List<Located<NetParameter>> found = new ArrayList<>();
    found.addAll(generic());
    if (parameter.hasTrainNet()) {
      found.add(read(parameter.getTrainNet()));
    }
    if (parameter.hasTrainNetParam()) {
      found.add(inline("train_net_param", 0, parameter.getTrainNetParam()));
    }
    if (found.size() != 1) {
      throw solver
          .source()
          .error(
              "a solver names exactly one training net, by net, net_param, train_net or"
                  + " train_net_param; this one names "
                  + found.size());
    }
    return make(found.get(0), Phase.TRAIN, parameter.getTrainState(), null);
  }

  /** Makes the test nets, which share the training net's parameters. */
  List<Net> test(Net train) {
    List<Located<NetParameter>> found = new ArrayList<>();
    for (int i = 0; i < parameter.getTestNetParamCount(); i++) {
      found.add(inline("test_net_param", i, parameter.getTestNetParam(i)));
    }
    for (String path : parameter.getTestNetList()) {
      found.add(read(path));
    }
    List<Located<NetParameter>> generic = generic();
    int instances = parameter.getTestIterCount();
    if (generic.isEmpty() ? instances != found.size() : instances < found.size()) {
      throw solver
          .source()
          .error(
              "test_iter",
              "test_iter is given " + instances + " times for " + found.size() + " test nets");
    }
    while (found.size() < instances) {
      found.add(generic.get(0));
    }
    check(found.size());
    List<Net> nets = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      NetState state =
          parameter.getTestStateCount() == 0
              ? NetState.getDefaultInstance()
              : parameter.getTestState(i);
      nets.add(make(found.get(i), Phase.TEST, state, train));
    }
    return nets;
  }

  private void check(int nets) {
    if (parameter.getTestStateCount() != 0 && parameter.getTestStateCount() != nets) {
      throw solver
          .source()
          .error(
              "test_state",
              "test_state is given "
                  + parameter.getTestStateCount()
                  + " times for "
                  + nets
                  + " test nets");
    }
    if (nets > 0 && parameter.getTestInterval() <= 0) {
      throw solver.source().error("test_interval", "test nets need a test_interval above 0");
    }
  }

  private List<Located<NetParameter>> generic() {
    List<Located<NetParameter>> found = new ArrayList<>();
    if (parameter.hasNet()) {
      found.add(read(parameter.getNet()));
    }
    if (parameter.hasNetParam()) {
      found.add(inline("net_param", 0, parameter.getNetParam()));
    }
    return found;
  }

  private Located<NetParameter> read(String path) {
    return NetUpgrade.upgrade(Prototxt.parseNet(directory.resolve(path)), LOG::info);
  }

  private Located<NetParameter> inline(String field, int index, NetParameter net) {
    return NetUpgrade.upgrade(new Located<>(net, solver.source().child(field, index)), LOG::info);
  }

  private Net make(Located<NetParameter> net, Phase phase, NetState state, @Nullable Net trained) {
    NetState merged =
        NetState.newBuilder()
            .setPhase(phase)
            .mergeFrom(net.message().getState())
            .mergeFrom(state)
            .mergeFrom(overrides)
            .build();
    NetBuilder builder =
        Net.builder(engine, new Located<>(change.apply(net.message()), net.source()))
            .state(merged)
            .seed(seed)
            .directory(directory)
            .backward(trained == null);
    if (!retainAll && !parameter.getDebugInfo()) {
      builder.retain(List.of());
    }
    if (trained != null) {
      builder.sharingParametersWith(trained);
    }
    return builder.build();
  }
}
