package io.decant.conformance.large;

import io.decant.api.engine.Engine;
import io.decant.api.engine.EngineConfig;
import io.decant.api.forecast.MemoryStudy;
import io.decant.backend.cpu.CpuBackendProvider;
import io.decant.conformance.trial.KitContext;
import io.decant.conformance.wrapper.Instrument;
import io.decant.conformance.wrapper.WrappingProvider;
import io.decant.proto.caffe.NetState;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.SolverUpgrade;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import java.nio.file.Path;

/** Nets of any size, and the CPU device to train them on. */
final class LargeNet {
  static final boolean FULL = Boolean.getBoolean("decant.full");

  private LargeNet() {}

  static Engine engine(Instrument instrument) {
    return Engine.open(
        new EngineConfig(
            new WrappingProvider(new CpuBackendProvider(), () -> instrument),
            0,
            KitContext.unlimited(),
            MemoryOptions.DEFAULT,
            PrepareOptions.DEFAULT,
            operator -> {}));
  }

  static MemoryStudy study(Engine engine, Located<SolverParameter> solver) {
    return MemoryStudy.of(engine, solver, NetState.getDefaultInstance());
  }

  static MemoryOptions in(long bytes) {
    return MemoryOptions.DEFAULT.with(LargeModelSupport.AUTO).withDeviceMemory(bytes);
  }

  /** Returns many equal layers whose results the backward pass reads. */
  static Located<SolverParameter> chain(int layers, int batch, int features) {
    StringBuilder net =
        new StringBuilder(
            """
            layer { name: "in" type: "Input" top: "data" top: "label"
              input_param { shape { dim: %d dim: %d } shape { dim: %d } } }
            layer { name: "ip" type: "InnerProduct" bottom: "data" top: "t0"
              inner_product_param { num_output: %d weight_filler { type: "xavier" } } }
            """
                .formatted(batch, features, batch, features));
    for (int i = 1; i <= layers; i++) {
      net.append(
          "layer { name: \"tanh%d\" type: \"TanH\" bottom: \"t%d\" top: \"t%d\" }\n"
              .formatted(i, i - 1, i));
    }
    return solver(
        net
            + """
            layer { name: "score" type: "InnerProduct" bottom: "t%d" top: "score"
              inner_product_param { num_output: 10 weight_filler { type: "xavier" } } }
            layer { name: "loss" type: "SoftmaxWithLoss" bottom: "score" bottom: "label" top: "loss" }
            """
                .formatted(layers));
  }

  /** Returns a net that gives a class to each pixel of one image. */
  static Located<SolverParameter> pixels(int height, int width) {
    return solver(
        """
        layer { name: "in" type: "Input" top: "data" top: "label"
          input_param { shape { dim: 1 dim: 3 dim: %d dim: %d } shape { dim: 1 dim: 1 dim: %d dim: %d } } }
        layer { name: "conv1" type: "Convolution" bottom: "data" top: "conv1"
          convolution_param { num_output: 8 kernel_size: 5 pad: 2 weight_filler { type: "xavier" } } }
        layer { name: "relu1" type: "ReLU" bottom: "conv1" top: "conv1" }
        layer { name: "conv2" type: "Convolution" bottom: "conv1" top: "conv2"
          convolution_param { num_output: 8 kernel_size: 3 pad: 2 dilation: 2 weight_filler { type: "xavier" } } }
        layer { name: "relu2" type: "ReLU" bottom: "conv2" top: "conv2" }
        layer { name: "score" type: "Convolution" bottom: "conv2" top: "score"
          convolution_param { num_output: 10 kernel_size: 1 weight_filler { type: "xavier" } } }
        layer { name: "loss" type: "SoftmaxWithLoss" bottom: "score" bottom: "label" top: "loss" }
        """
            .formatted(height, width, height, width));
  }

  private static Located<SolverParameter> solver(String net) {
    String text =
        """
        base_lr: 0.01
        momentum: 0.9
        lr_policy: "fixed"
        max_iter: 100000
        random_seed: 17
        net_param {
        """;
    Path name = Path.of("large.prototxt");
    return SolverUpgrade.upgrade(
        Prototxt.parseSolver(text + net + "}\n", name.toString()), name, line -> {});
  }
}
