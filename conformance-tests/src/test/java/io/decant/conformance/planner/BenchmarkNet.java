package io.decant.conformance.planner;

import io.decant.conformance.throttle.RecordedTimes;
import io.decant.proto.caffe.DummyDataParameter;
import io.decant.proto.caffe.FillerParameter;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.SolverUpgrade;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A net of the benchmarks folder in a batch of its own, fed with constants. */
enum BenchmarkNet {
  LENET("lenet_b64", 64),
  CIFAR10("cifar10_full_b100", 100),
  CAFFENET("caffenet_b16", 64),
  GOOGLENET("googlenet_b8", 32),
  VGG16("vgg16_b16", 16),
  RESNET50("resnet50_b16", 16),
  RESNET152("resnet152_b8", 8);

  private static final Path FOLDER = Path.of("..", "benchmarks", "nets");

  private final String file;
  private final int batch;

  BenchmarkNet(String file, int batch) {
    this.file = file;
    this.batch = batch;
  }

  /** Returns its name with its batch, for tables and files. */
  String title() {
    return file.substring(0, file.indexOf('_')) + "_b" + batch;
  }

  /** Returns a solver of the net, with fillers as in the file. */
  Located<SolverParameter> solver() {
    return solver(net());
  }

  /** Returns the same, for a device that computes nothing: parameters are filled with zeros. */
  Located<SolverParameter> unfilledSolver() {
    NetParameter.Builder net = net();
    for (LayerParameter.Builder layer : net.getLayerBuilderList()) {
      if (layer.hasConvolutionParam()) {
        layer.getConvolutionParamBuilder().clearWeightFiller().clearBiasFiller();
      }
      if (layer.hasInnerProductParam()) {
        layer.getInnerProductParamBuilder().clearWeightFiller().clearBiasFiller();
      }
    }
    return solver(net);
  }

  /** Returns the times of its operators that were recorded in one run. */
  RecordedTimes times(int run) {
    String name = title() + "-" + run + ".times";
    try (InputStream stream = BenchmarkNet.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IOException("there is no resource " + name);
      }
      return RecordedTimes.read(
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Located<SolverParameter> solver(NetParameter.Builder net) {
    SolverParameter parameter =
        SolverParameter.newBuilder()
            .setNetParam(net)
            .setBaseLr(1e-4f)
            .setLrPolicy("fixed")
            .setMomentum(0.9f)
            .setWeightDecay(5e-4f)
            .setRandomSeed(1)
            .build();
    return SolverUpgrade.upgrade(
        Located.inCode(parameter, file), Path.of(file + ".prototxt"), line -> {});
  }

  private NetParameter.Builder net() {
    NetParameter.Builder net =
        Prototxt.parseNet(FOLDER.resolve(file + ".prototxt")).message().toBuilder();
    DummyDataParameter.Builder data = net.getLayerBuilder(0).getDummyDataParamBuilder();
    data.getShapeBuilderList().forEach(shape -> shape.setDim(0, batch));
    data.setDataFiller(0, FillerParameter.newBuilder().setType("constant").setValue(0.5f));
    return net;
  }
}
