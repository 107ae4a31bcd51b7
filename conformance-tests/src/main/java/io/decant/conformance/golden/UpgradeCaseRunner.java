package io.decant.conformance.golden;

import io.decant.api.net.NetText;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.NetState;
import io.decant.proto.caffe.Phase;
import io.decant.proto.io.BinaryProto;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.NetUpgrade;
import io.decant.proto.upgrade.SolverUpgrade;
import java.nio.file.Path;

/** Compares what becomes of old prototxts, of include rules, and of shared blobs. */
final class UpgradeCaseRunner {
  void run(GoldenCase golden, Comparison comparison) {
    if (golden.has("solver.prototxt")) {
      solver(golden, comparison);
    } else {
      net(golden, comparison);
    }
  }

  private static void solver(GoldenCase golden, Comparison comparison) {
    Path file = golden.file("solver.prototxt");
    Path asSeenByCaffe = Path.of("solver.prototxt");
    comparison.text(
        "upgraded solver",
        SolverUpgrade.upgrade(Prototxt.parseSolver(file), asSeenByCaffe, line -> {})
            .message()
            .toString(),
        Prototxt.parseSolver(golden.file("upgraded_solver.prototxt")).message().toString());
  }

  private static void net(GoldenCase golden, Comparison comparison) {
    Located<NetParameter> upgraded =
        NetUpgrade.upgrade(Prototxt.parseNet(golden.file("net.prototxt")), line -> {});
    compare("upgraded", upgraded.message(), golden, comparison);
    if (golden.has("upgraded.binaryproto")) {
      NetParameter binary =
          BinaryProto.read(golden.file("upgraded.binaryproto"), NetParameter.parser(), "net");
      comparison.text(
          "upgraded in binary",
          withoutState(upgraded.message()).toString(),
          withoutState(binary).toString());
    }
    NetState state =
        NetState.newBuilder()
            .setPhase(Phase.valueOf(golden.setting("phase", "TRAIN")))
            .mergeFrom(upgraded.message().getState())
            .build();
    compare("filtered", NetText.filtered(upgraded, state), golden, comparison);
    compare("splits", NetText.split(upgraded, state), golden, comparison);
  }

  private static void compare(
      String stage, NetParameter actual, GoldenCase golden, Comparison comparison) {
    String file = stage + ".prototxt";
    if (golden.has(file)) {
      comparison.text(
          stage,
          withoutState(actual).toString(),
          withoutState(Prototxt.parseNet(golden.file(file)).message()).toString());
    }
  }

  private static NetParameter withoutState(NetParameter net) {
    return net.toBuilder().clearState().build();
  }
}
