package io.decant.conformance.oracle;

import io.decant.conformance.cases.OperatorCase;
import io.decant.conformance.cases.OperatorCases;
import io.decant.spi.op.ChannelExtents;
import io.decant.spi.op.Convolution;
import io.decant.spi.op.ConvolutionBackwardData;
import io.decant.spi.op.ConvolutionBackwardWeights;
import io.decant.spi.op.ConvolutionGeometry;
import io.decant.spi.op.Layout;
import io.decant.spi.op.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Convolution and its gradients against the sums that define them, two windowed axes. */
class ConvolutionFormulaTest {
  private interface Term {
    void visit(long image, long output, long o, long input, long depth, long cell);
  }

  @Test
  void forward() {
    for (OperatorCase subject : cases("Convolution")) {
      Convolution op = (Convolution) subject.spec();
      ConvolutionGeometry g = op.geometry();
      Formula formula = new Formula(subject);
      double[] y = new double[(int) (g.batch() * g.outputs() * g.window().outputCount())];
      forEachTerm(
          g,
          (image, output, o, input, depth, cell) ->
              y[at(g.layout(), g.outputExtents(), image, output, o)] +=
                  formula.in("w", weight(g, output, depth))
                      * formula.in("x", at(g.layout(), g.inputExtents(), image, input, cell)));
      for (int i = 0; i < y.length; i++) {
        long output =
            g.layout() == Layout.CHANNELS_LAST
                ? i % g.outputs()
                : i / g.window().outputCount() % g.outputs();
        formula.expect("y", i, y[i] + (op.bias() ? formula.in("bias", output) : 0));
      }
    }
  }

  @Test
  void gradientOfInput() {
    for (OperatorCase subject : cases("ConvolutionBackwardData")) {
      ConvolutionGeometry g = ((ConvolutionBackwardData) subject.spec()).geometry();
      Formula formula = new Formula(subject);
      double[] x = new double[(int) (g.batch() * g.inputs() * g.window().inputCount())];
      forEachTerm(
          g,
          (image, output, o, input, depth, cell) ->
              x[at(g.layout(), g.inputExtents(), image, input, cell)] +=
                  formula.in("w", weight(g, output, depth))
                      * formula.in("dy", at(g.layout(), g.outputExtents(), image, output, o)));
      for (int i = 0; i < x.length; i++) {
        formula.expect("x", i, x[i]);
      }
    }
  }

  @Test
  void gradientOfWeights() {
    for (OperatorCase subject : cases("ConvolutionBackwardWeights")) {
      ConvolutionBackwardWeights op = (ConvolutionBackwardWeights) subject.spec();
      ConvolutionGeometry g = op.geometry();
      Formula formula = new Formula(subject);
      double[] dw = new double[(int) g.weightCount()];
      forEachTerm(
          g,
          (image, output, o, input, depth, cell) ->
              dw[weight(g, output, depth)] +=
                  formula.in("dy", at(g.layout(), g.outputExtents(), image, output, o))
                      * formula.in("x", at(g.layout(), g.inputExtents(), image, input, cell)));
      for (int i = 0; i < dw.length; i++) {
        formula.expect("dw", i, dw[i] + (op.accumulate() ? formula.in("dw", i) : 0));
      }
    }
  }

  private static List<OperatorCase> cases(String operator) {
    return OperatorCases.of(operator, 8).stream()
        .filter(subject -> geometry(subject).window().rank() == 2)
        .toList();
  }

  private static ConvolutionGeometry geometry(OperatorCase subject) {
    if (subject.spec() instanceof Convolution op) {
      return op.geometry();
    }
    return subject.spec() instanceof ConvolutionBackwardData op
        ? op.geometry()
        : ((ConvolutionBackwardWeights) subject.spec()).geometry();
  }

  private static int at(
      Layout layout, ChannelExtents extents, long image, long channel, long position) {
    return (int)
        (layout == Layout.CHANNELS_LAST
            ? (image * extents.positions() + position) * extents.channels() + channel
            : (image * extents.channels() + channel) * extents.positions() + position);
  }

  /** Returns where the weight of an output lies; depth counts channels, then window positions. */
  private static int weight(ConvolutionGeometry g, long output, long depth) {
    long kernel = g.window().kernelCount();
    return at(g.layout(), g.weightExtents(), output, depth / kernel, depth % kernel);
  }

  /** Visits every product of a weight and an input element that lies inside the image. */
  private static void forEachTerm(ConvolutionGeometry g, Term term) {
    Window w = g.window();
    long perGroup = g.inputs() / g.groups();
    for (long image = 0; image < g.batch(); image++) {
      for (long output = 0; output < g.outputs(); output++) {
        for (long channel = 0; channel < perGroup; channel++) {
          long input = output / g.groupOutputs() * perGroup + channel;
          for (long o = 0; o < w.outputCount(); o++) {
            for (long k = 0; k < w.kernelCount(); k++) {
              long row =
                  o / w.output(1) * w.stride().get(0)
                      - w.padBegin().get(0)
                      + k / w.kernel().get(1) * w.dilation().get(0);
              long column =
                  o % w.output(1) * w.stride().get(1)
                      - w.padBegin().get(1)
                      + k % w.kernel().get(1) * w.dilation().get(1);
              if (row >= 0 && row < w.input().get(0) && column >= 0 && column < w.input().get(1)) {
                long cell = row * w.input().get(1) + column;
                term.visit(image, output, o, input, channel * w.kernelCount() + k, cell);
              }
            }
          }
        }
      }
    }
  }
}
