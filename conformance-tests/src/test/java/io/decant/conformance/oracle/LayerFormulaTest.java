package io.decant.conformance.oracle;

import io.decant.conformance.cases.OperatorCase;
import io.decant.conformance.cases.OperatorCases;
import io.decant.spi.op.AveragePooling;
import io.decant.spi.op.AveragePoolingBackward;
import io.decant.spi.op.ChannelSum;
import io.decant.spi.op.Layout;
import io.decant.spi.op.Lrn;
import io.decant.spi.op.LrnBackward;
import io.decant.spi.op.LrnGeometry;
import io.decant.spi.op.MaxPoolingBackward;
import io.decant.spi.op.PoolingGeometry;
import io.decant.spi.op.Softmax;
import io.decant.spi.op.SoftmaxBackward;
import io.decant.spi.op.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Decompositions against the formulas of their operators' Javadoc. */
class LayerFormulaTest {
  private static final int CASES = 20;

  @Test
  void softmax() {
    for (OperatorCase subject : OperatorCases.of("Softmax", CASES)) {
      Softmax op = (Softmax) subject.spec();
      Formula formula = new Formula(subject);
      for (long o = 0; o < op.outer(); o++) {
        for (long i = 0; i < op.inner(); i++) {
          long first = o * op.channels() * op.inner() + i;
          double sum = 0;
          for (long c = 0; c < op.channels(); c++) {
            sum += Math.exp(formula.in("x", first + c * op.inner()));
          }
          for (long c = 0; c < op.channels(); c++) {
            long at = first + c * op.inner();
            formula.expect("y", at, Math.exp(formula.in("x", at)) / sum);
          }
        }
      }
    }
  }

  @Test
  void softmaxBackward() {
    for (OperatorCase subject : OperatorCases.of("SoftmaxBackward", CASES)) {
      SoftmaxBackward op = (SoftmaxBackward) subject.spec();
      Formula formula = new Formula(subject);
      for (long o = 0; o < op.outer(); o++) {
        for (long i = 0; i < op.inner(); i++) {
          long first = o * op.channels() * op.inner() + i;
          double dot = 0;
          for (long c = 0; c < op.channels(); c++) {
            long at = first + c * op.inner();
            dot += formula.in("y", at) * formula.in("dy", at);
          }
          for (long c = 0; c < op.channels(); c++) {
            long at = first + c * op.inner();
            formula.expect("dx", at, formula.in("y", at) * (formula.in("dy", at) - dot));
          }
        }
      }
    }
  }

  @Test
  void channelSum() {
    for (OperatorCase subject : OperatorCases.of("ChannelSum", CASES)) {
      ChannelSum op = (ChannelSum) subject.spec();
      Formula formula = new Formula(subject);
      for (long c = 0; c < op.channels(); c++) {
        double sum = op.accumulate() ? formula.in("y", c) : 0;
        for (long o = 0; o < op.outer(); o++) {
          for (long i = 0; i < op.inner(); i++) {
            sum += formula.in("x", (o * op.channels() + c) * op.inner() + i);
          }
        }
        formula.expect("y", c, sum);
      }
    }
  }

  @Test
  void localResponseNormalisation() {
    for (OperatorCase subject : OperatorCases.of("Lrn", CASES)) {
      LrnGeometry g = ((Lrn) subject.spec()).geometry();
      Formula formula = new Formula(subject);
      for (long at = 0; at < g.count(); at++) {
        formula.expect("y", at, formula.in("x", at) * Math.pow(scale(formula, g, at), -g.beta()));
      }
    }
  }

  @Test
  void localResponseNormalisationBackward() {
    for (OperatorCase subject : OperatorCases.of("LrnBackward", CASES)) {
      LrnGeometry g = ((LrnBackward) subject.spec()).geometry();
      Formula formula = new Formula(subject);
      for (long at = 0; at < g.count(); at++) {
        double sum = 0;
        for (long near : neighbours(g, at)) {
          double power = Math.pow(scale(formula, g, near), -g.beta() - 1);
          sum += formula.in("dy", near) * formula.in("x", near) * power;
        }
        double factor = 2.0 * g.alpha() * g.beta() / g.size();
        formula.expect(
            "dx",
            at,
            formula.in("dy", at) * Math.pow(scale(formula, g, at), -g.beta())
                - factor * formula.in("x", at) * sum);
      }
    }
  }

  /** Returns what is under the power of local response normalisation. */
  private static double scale(Formula formula, LrnGeometry g, long at) {
    double sum = 0;
    for (long near : neighbours(g, at)) {
      sum += Math.pow(formula.in("x", near), 2);
    }
    return g.k() + g.alpha() / g.size() * sum;
  }

  @Test
  void averagePooling() {
    for (OperatorCase subject : OperatorCases.of("AveragePooling", CASES)) {
      PoolingGeometry g = ((AveragePooling) subject.spec()).geometry();
      Window w = g.window();
      Formula formula = new Formula(subject);
      for (long at = 0; at < w.planes() * w.outputCount(); at++) {
        Cells cells = new Cells(g, at);
        double sum = 0;
        for (long element : cells.elements()) {
          sum += formula.in("x", element);
        }
        formula.expect("y", at, sum / cells.counted);
      }
    }
  }

  @Test
  void averagePoolingBackward() {
    for (OperatorCase subject : OperatorCases.of("AveragePoolingBackward", CASES)) {
      PoolingGeometry g = ((AveragePoolingBackward) subject.spec()).geometry();
      Window w = g.window();
      Formula formula = new Formula(subject);
      double[] dx = new double[(int) (w.planes() * w.inputCount())];
      for (long at = 0; at < w.planes() * w.outputCount(); at++) {
        Cells cells = new Cells(g, at);
        for (long element : cells.elements()) {
          dx[(int) element] += formula.in("dy", at) / cells.counted;
        }
      }
      for (int i = 0; i < dx.length; i++) {
        formula.expect("dx", i, dx[i]);
      }
    }
  }

  @Test
  void maxPoolingBackward() {
    for (OperatorCase subject : OperatorCases.of("MaxPoolingBackward", CASES)) {
      MaxPoolingBackward spec = (MaxPoolingBackward) subject.spec();
      Window w = spec.window();
      long channels = spec.layout() == Layout.CHANNELS_LAST ? w.input().get(w.rank() - 1) : 1;
      Formula formula = new Formula(subject);
      for (long to = 0; to < w.planes() * w.inputCount(); to++) {
        long plane = to / w.inputCount();
        double sum = 0;
        for (long o = to % channels; o < w.outputCount(); o += channels) {
          long from = plane * w.outputCount() + o;
          long named = (long) formula.in("index", from) - spec.firstPosition();
          sum += named == to % w.inputCount() / channels ? formula.in("dy", from) : 0;
        }
        formula.expect("dx", to, sum);
      }
    }
  }

  /** Returns the elements at the same position in the neighbouring channels. */
  private static long[] neighbours(LrnGeometry g, long at) {
    long channel = at / g.inner() % g.channels();
    long first = Math.max(0, channel - (g.size() - 1) / 2);
    long last = Math.min(g.channels() - 1, channel + g.size() / 2);
    return LongStream.rangeClosed(first, last)
        .map(near -> at + (near - channel) * g.inner())
        .toArray();
  }

  /** The cells of one average, as Caffe counts them: those in the padding before and behind too. */
  private static final class Cells {
    final double counted;
    private final List<Long> elements = new ArrayList<>();

    /** Works out the cells of the output element {@code at}; a third axis is the channels. */
    Cells(PoolingGeometry g, long at) {
      Window w = g.window();
      long channels = w.rank() == 3 ? w.input().get(2) : 1;
      long first = at / w.outputCount() * w.inputCount() + at % channels;
      long o = at % w.outputCount() / channels;
      long firstRow = o / w.output(1) * w.stride().get(0) - w.padBegin().get(0);
      long firstColumn = o % w.output(1) * w.stride().get(1) - w.padBegin().get(1);
      long endRow = Math.min(firstRow + w.kernel().get(0), w.input().get(0) + g.counted().get(0));
      long endColumn =
          Math.min(firstColumn + w.kernel().get(1), w.input().get(1) + g.counted().get(1));
      counted = (endRow - firstRow) * (endColumn - firstColumn);
      for (long row = Math.max(0, firstRow); row < Math.min(endRow, w.input().get(0)); row++) {
        for (long column = Math.max(0, firstColumn);
            column < Math.min(endColumn, w.input().get(1));
            column++) {
          elements.add(first + (row * w.input().get(1) + column) * channels);
        }
      }
    }

    List<Long> elements() {
      return elements;
    }
  }
}
