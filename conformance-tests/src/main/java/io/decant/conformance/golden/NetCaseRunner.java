package io.decant.conformance.golden;

import io.decant.api.blob.Blob;
import io.decant.api.engine.Engine;
import io.decant.api.net.Net;
import io.decant.api.net.NetLayer;
import io.decant.api.net.NetParam;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.Phase;
import io.decant.proto.io.BinaryProto;
import io.decant.proto.io.BlobData;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.NetUpgrade;
import java.nio.file.Path;
import java.util.Map;

/** Runs a net on given inputs and weights and compares every blob, parameter and gradient. */
final class NetCaseRunner {
  private final Engine engine;

  NetCaseRunner(Engine engine) {
    this.engine = engine;
  }

  void run(GoldenCase golden, Comparison comparison) {
    Located<NetParameter> parameter =
        NetUpgrade.upgrade(Prototxt.parseNet(golden.file("net.prototxt")), line -> {});
    WrittenFiles written = new WrittenFiles(parameter.message());
    if (written.isEmpty()) {
      run(golden, parameter, golden.folder(), comparison);
      return;
    }
    try (Scratch scratch = new Scratch()) {
      written.copyOthers(golden.folder(), scratch.folder());
      run(golden, parameter, scratch.folder(), comparison);
      written.compare(golden, scratch.folder(), comparison);
    }
  }

  private void run(
      GoldenCase golden, Located<NetParameter> parameter, Path folder, Comparison comparison) {
    boolean backward = golden.setting("mode", "FB").equals("FB");
    try (Net net =
        Net.builder(engine, parameter)
            .phase(Phase.valueOf(golden.setting("phase", "TRAIN")))
            .directory(folder)
            .backward(backward)
            .seed(1701)
            .build()) {
      if (golden.has("weights.caffemodel")) {
        net.copyTrainedLayersFrom(golden.file("weights.caffemodel"));
      }
      Inputs.set(golden, net);
      float loss = 0;
      int iterations = Integer.parseInt(golden.setting("iters", "1"));
      for (int i = 0; i < iterations; i++) {
        net.clearParameterGradients();
        loss = net.forward();
        if (backward) {
          net.backward();
        }
      }
      compare(golden, net, loss, backward, comparison);
    }
  }

  private static void compare(
      GoldenCase golden, Net net, float loss, boolean backward, Comparison comparison) {
    for (Map<String, String> row : Table.read(golden.file("meta.tsv")).rows()) {
      String kind = row.getOrDefault("kind", "");
      String name = row.getOrDefault("name", "");
      boolean gradient = backward && row.getOrDefault("need_backward", "").equals("1");
      switch (kind) {
        case "blob" -> {
          if (golden.has("blobs/" + name + ".binaryproto")) {
            BlobData expected = read(golden, "blobs/" + name);
            double exact = isExact(net, name) ? 0 : number(row, "data_tol");
            compare("blob " + name, net.blob(name), expected, exact, gradient, row, comparison);
          }
        }
        case "param" -> {
          BlobData expected = read(golden, "params/" + name);
          Blob blob = net.blob(param(net, name));
          compare(
              "param " + name, blob, expected, number(row, "data_tol"), gradient, row, comparison);
        }
        case "loss" -> {
          double value = Double.parseDouble(name);
          comparison.number("loss", loss, value, 1e-7 + 1e-5 * Math.abs(value));
        }
        default -> throw new IllegalArgumentException("meta.tsv has the unknown kind " + kind);
      }
    }
  }

  private static void compare(
      String what,
      Blob blob,
      BlobData expected,
      double tolerance,
      boolean gradient,
      Map<String, String> row,
      Comparison comparison) {
    comparison.shape(what, blob.shape(), expected);
    comparison.values(what, blob.data(), expected.data(), tolerance);
    float[] expectedGradient = expected.diff();
    if (gradient && expectedGradient != null && expectedGradient.length > 0) {
      comparison.values(what + " diff", blob.diff(), expectedGradient, number(row, "diff_tol"));
    }
  }

  /** Positions and classes are right or wrong, never nearly right. */
  private static boolean isExact(Net net, String blob) {
    for (NetLayer layer : net.layers()) {
      int top = layer.topNames().indexOf(blob);
      if (top >= 0) {
        return switch (layer.type()) {
          case "ArgMax", "Threshold" -> true;
          case "Pooling" -> top == 1;
          default -> false;
        };
      }
    }
    return false;
  }

  private static NetParam param(Net net, String name) {
    for (NetParam param : net.parameters()) {
      if (name.equals(param.layer() + "_" + param.index())) {
        return param;
      }
    }
    throw new IllegalStateException("the net has no parameter " + name);
  }

  private static BlobData read(GoldenCase golden, String file) {
    return BinaryProto.readBlob(golden.file(file + ".binaryproto"));
  }

  private static double number(Map<String, String> row, String column) {
    return Double.parseDouble(row.getOrDefault(column, ""));
  }
}
