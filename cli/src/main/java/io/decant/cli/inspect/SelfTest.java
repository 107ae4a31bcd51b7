package io.decant.cli.inspect;

import io.decant.api.Decant;
import io.decant.api.net.Net;
import io.decant.api.net.NetParam;
import io.decant.cli.tool.Devices;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.Phase;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Trains a small net for one pass on a device and compares loss and gradients with what the
 * processor computes. The net convolves, pools, normalises and multiplies; its convolution has no
 * bias, whose gradient would be zero but for rounding.
 */
final class SelfTest {
  private static final double TOLERANCE = 1e-3;
  private static final long SEED = 1;
  private static final String NET =
      """
      name: "self-test"
      layer { name: "data" type: "DummyData" top: "x" top: "y"
        dummy_data_param {
          shape { dim: 4 dim: 3 dim: 12 dim: 12 } shape { dim: 4 dim: 5 }
          data_filler { type: "gaussian" std: 1 } data_filler { type: "gaussian" std: 1 } } }
      layer { name: "conv" type: "Convolution" bottom: "x" top: "conv"
        convolution_param { num_output: 8 kernel_size: 3 pad: 1 bias_term: false
          weight_filler { type: "msra" } } }
      layer { name: "norm" type: "BatchNorm" bottom: "conv" top: "norm" }
      layer { name: "relu" type: "ReLU" bottom: "norm" top: "norm" }
      layer { name: "pool" type: "Pooling" bottom: "norm" top: "pool"
        pooling_param { pool: MAX kernel_size: 2 stride: 2 } }
      layer { name: "ip" type: "InnerProduct" bottom: "pool" top: "ip"
        inner_product_param { num_output: 5 weight_filler { type: "xavier" } } }
      layer { name: "loss" type: "EuclideanLoss" bottom: "ip" bottom: "y" top: "loss" }
      """;

  private double @Nullable [] expected;

  /**
   * What a test came to.
   *
   * @param passed whether the device computes what it should
   * @param text in one line
   */
  record Result(boolean passed, String text) {}

  /** Tests a device. */
  Result run(String backend, int device) {
    try {
      double[] reference = expected == null ? norms("cpu", 0) : expected;
      expected = reference;
      long start = System.nanoTime();
      double[] found = norms(backend, device);
      double worst = 0;
      for (int i = 0; i < found.length; i++) {
        double difference = Math.abs(found[i] - reference[i]) / Math.max(1e-6, reference[i]);
        worst = Double.isNaN(difference) ? Double.MAX_VALUE : Math.max(worst, difference);
      }
      return new Result(
          worst <= TOLERANCE,
          String.format(
              Locale.ROOT,
              "self-test %s: loss and gradients differ from the processor's by at most %.2g;"
                  + " %.1f s",
              worst <= TOLERANCE ? "passed" : "FAILED",
              worst,
              (System.nanoTime() - start) / 1e9));
    } catch (RuntimeException | LinkageError e) {
      return new Result(false, "self-test FAILED: " + e);
    }
  }

  /** Returns the loss, and the norm of each parameter's gradient. */
  private static double[] norms(String backend, int device) {
    Located<NetParameter> parameter = Prototxt.parseNet(NET, "the self-test");
    try (Decant decant = Devices.open(backend, Integer.toString(device));
        Net net = Net.builder(decant.engine(), parameter).phase(Phase.TRAIN).seed(SEED).build()) {
      double[] norms = new double[1 + net.learnableParameters().size()];
      norms[0] = net.forwardBackward();
      int i = 1;
      for (NetParam param : net.learnableParameters()) {
        double sum = 0;
        for (float value : net.blob(param).diff()) {
          sum += (double) value * value;
        }
        norms[i++] = Math.sqrt(sum);
      }
      return norms;
    }
  }
}
