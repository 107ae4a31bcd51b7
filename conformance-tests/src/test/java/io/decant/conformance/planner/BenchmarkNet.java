package io.decant.conformance.planner;

import io.decant.conformance.throttle.RecordedTimes;
import io.decant.proto.caffe.DummyDataParameter;
import io.decant.proto.caffe.FillerParameter;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.Phase;
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
import java.util.List;

/** A net of the benchmarks or of the examples in a batch of its own, fed with constants. */
enum BenchmarkNet {
  LENET("lenet", "benchmarks/nets/lenet_b64.prototxt", 64),
  CIFAR10("cifar10", "benchmarks/nets/cifar10_full_b100.prototxt", 100),
  CAFFENET("caffenet", "examples/models/caffenet/train_val.prototxt", 64),
  GOOGLENET("googlenet", "examples/models/googlenet/train_val.prototxt", 32),
  VGG16("vgg16", "examples/models/vgg16/train_val.prototxt", 16),
  RESNET50("resnet50", "examples/models/resnet50/train_val.prototxt", 16),
  RESNET152("resnet152", "examples/models/resnet152/train_val.prototxt", 8);

  private static final float LABEL = 3;

  private final String title;
  private final Path file;
  private final int batch;

  BenchmarkNet(String name, String file, int batch) {
    this.title = name + "_b" + batch;
    this.file = Path.of("..").resolve(file);
    this.batch = batch;
  }

  /** Returns its name with its batch, for tables and files. */
  String title() {
    return title;
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
    return SolverUpgrade.upgrade(Located.inCode(parameter, title), file, line -> {});
  }

  private NetParameter.Builder net() {
    NetParameter.Builder net = Prototxt.parseNet(file).message().toBuilder();
    List<LayerParameter> training =
        net.getLayerList().stream().filter(BenchmarkNet::isForTraining).toList();
    net.clearLayer().addAllLayer(training);
    LayerParameter.Builder data = net.getLayerBuilder(0);
    DummyDataParameter.Builder constants = data.getDummyDataParamBuilder();
    if (!data.getType().equals("DummyData")) {
      long crop = data.getTransformParam().getCropSize();
      constants.addShapeBuilder().addAllDim(List.of(0L, 3L, crop, crop));
      constants.addShapeBuilder().addDim(0);
      data.clearTransformParam().clearDataParam().setType("DummyData");
    }
    constants.getShapeBuilderList().forEach(shape -> shape.setDim(0, batch));
    constants.clearDataFiller();
    for (float value : new float[] {0.5f, LABEL}) {
      constants.addDataFiller(FillerParameter.newBuilder().setType("constant").setValue(value));
    }
    return net;
  }

  private static boolean isForTraining(LayerParameter layer) {
    return layer.getIncludeList().stream().noneMatch(rule -> rule.getPhase() == Phase.TEST);
  }
}
