package io.decant.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.spi.op.BatchNorm;
import io.decant.spi.op.BatchNormBackward;
import io.decant.spi.op.ChannelDot;
import io.decant.spi.op.ChannelMoments;
import io.decant.spi.op.MovingAverages;
import io.decant.spi.op.Normalise;
import io.decant.spi.op.NormaliseBackward;
import io.decant.spi.op.ReluBackward;
import io.decant.spi.op.ScaleShift;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Operators that treat each channel apart, and the rectifier's, against their decompositions. */
class ChannelwiseTest extends OnDevice {
  private static final double TOLERANCE = 1e-5;

  /** Outer, channels, inner: usual, without inner axis, one channel, long runs, many channels. */
  private static final long[][] SHAPES = {
    {4, 6, 30}, {64, 10, 1}, {5, 1, 5000}, {3, 2, 9001}, {2, 700, 3}, {1, 1, 1}, {1, 40, 4096}
  };

  @Test
  void dot() {
    for (long[] shape : SHAPES) {
      for (boolean accumulate : new boolean[] {false, true}) {
        Comparison.assertAgrees(
            device,
            new ChannelDot(shape[0], shape[1], shape[2], accumulate),
            Comparison.NORMAL,
            TOLERANCE);
      }
    }
  }

  @Test
  void moments() {
    for (long[] shape : SHAPES) {
      Comparison.assertAgrees(
          device, new ChannelMoments(shape[0], shape[1], shape[2]), Comparison.NORMAL, TOLERANCE);
    }
  }

  @Test
  void varianceOfNumbersFarFromZero() {
    ChannelMoments spec = new ChannelMoments(8, 3, 4000);
    List<float[]> results =
        Comparison.run(
            device,
            spec,
            false,
            (name, count, random) -> {
              float[] values = Comparison.normal(count, random);
              for (int i = 0; i < count; i++) {
                values[i] += 1000;
              }
              return values;
            },
            3);
    for (int channel = 0; channel < 3; channel++) {
      assertEquals(1000, results.get(1)[channel], 0.1);
      assertEquals(1, results.get(2)[channel], 0.05);
    }
  }

  @Test
  void normalisation() {
    for (long[] shape : SHAPES) {
      Comparison.assertAgrees(
          device,
          new Normalise(shape[0], shape[1], shape[2], 1e-5f),
          ChannelwiseTest::positiveVariance,
          TOLERANCE);
      Comparison.assertAgrees(
          device,
          new NormaliseBackward(shape[0], shape[1], shape[2], 1e-3f),
          ChannelwiseTest::positiveVariance,
          TOLERANCE);
    }
  }

  @Test
  void batchNormalisation() {
    for (long[] shape : SHAPES) {
      for (int which = 0; which < 8; which++) {
        boolean scaled = (which & 1) == 0;
        boolean second = (which & 2) == 0;
        boolean rectified = (which & 4) == 0;
        Comparison.assertAgrees(
            device,
            new BatchNorm(shape[0], shape[1], shape[2], 1e-3f, scaled, second, rectified),
            ChannelwiseTest::positiveVariance,
            TOLERANCE);
        Comparison.assertAgrees(
            device,
            new BatchNormBackward(
                shape[0], shape[1], shape[2], 1e-3f, scaled, rectified, second, !second),
            ChannelwiseTest::positiveVariance,
            TOLERANCE);
      }
    }
  }

  @Test
  void scaleAndShift() {
    for (long[] shape : SHAPES) {
      Comparison.assertAgrees(
          device, new ScaleShift(shape[0], shape[1], shape[2]), Comparison.NORMAL, TOLERANCE);
    }
  }

  @Test
  void averages() {
    for (float fraction : new float[] {0, 0.9f}) {
      Comparison.assertAgrees(
          device, new MovingAverages(70, fraction, 1.25f), Comparison.NORMAL, TOLERANCE);
    }
  }

  @Test
  void rectifier() {
    for (float slope : new float[] {0, 0.1f, -2}) {
      Comparison.assertAgrees(
          device, new ReluBackward(40_001, slope), Comparison.NORMAL, TOLERANCE);
    }
  }

  private static float[] positiveVariance(String operand, int count, Random random) {
    float[] values = Comparison.normal(count, random);
    for (int i = 0; operand.equals("variance") && i < count; i++) {
      values[i] = 0.1f + Math.abs(values[i]);
    }
    return values;
  }
}
