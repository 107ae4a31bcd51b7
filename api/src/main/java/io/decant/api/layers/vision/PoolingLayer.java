package io.decant.api.layers.vision;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.BlobCount;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.proto.caffe.PoolingParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.AveragePooling;
import io.decant.spi.op.AveragePoolingBackward;
import io.decant.spi.op.IndexLayout;
import io.decant.spi.op.PoolingGeometry;
import io.decant.spi.op.ScatterAdd;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Window;
import io.decant.spi.op.WindowReduce;
import java.util.ArrayList;
import java.util.List;

/**
 * Maximum or average over windows of the last two of four axes: (N, C, H, W) to (N, C, output...),
 * with output = ceil((input + 2 pad - kernel) / stride) + 1, or floor by round_mode; with padding,
 * a last window that would start behind input + pad is dropped. Averages count the padding within
 * input + pad as cells. A second top of MAX holds the position of each maximum in its plane.
 * Source: Caffe's PoolingLayer.
 */
public final class PoolingLayer extends SimpleLayer {
  private final PoolingParameter parameter;
  private PoolingGeometry geometry =
      new PoolingGeometry(
          new Window(0, List.of(), List.of(), List.of(), List.of(), List.of(), List.of()),
          List.of());

  /** Creates the layer. */
  public PoolingLayer(LayerConfig config) {
    super(config, BlobCount.exactly(1), BlobCount.between(1, 2));
    parameter = config.parameter().getPoolingParam();
    if (parameter.getPool() == PoolingParameter.PoolMethod.STOCHASTIC) {
      throw config.error("pool: STOCHASTIC is not supported yet; MAX and AVE are");
    }
    checkFields(config);
  }

  private void checkFields(LayerConfig config) {
    boolean sides = parameter.hasKernelH() || parameter.hasKernelW();
    if (parameter.getGlobalPooling()) {
      if (parameter.hasKernelSize() || sides) {
        throw config.error("global_pooling takes the kernel from the bottom; give no kernel_size");
      }
    } else if (parameter.hasKernelSize() == sides) {
      throw config.error("give either kernel_size, or kernel_h and kernel_w");
    } else if (sides && !(parameter.hasKernelH() && parameter.hasKernelW())) {
      throw config.error("give both kernel_h and kernel_w");
    }
    if (parameter.hasPad() && (parameter.hasPadH() || parameter.hasPadW())) {
      throw config.error("give either pad, or pad_h and pad_w");
    }
    if (parameter.hasStride() && (parameter.hasStrideH() || parameter.hasStrideW())) {
      throw config.error("give either stride, or stride_h and stride_w");
    }
  }

  private boolean max() {
    return parameter.getPool() == PoolingParameter.PoolMethod.MAX;
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape bottom = setup.bottom(0);
    if (bottom.rank() != 4) {
      throw setup.error("pools 4 axes (N, C, H, W), the bottom is " + bottom);
    }
    if (setup.tops() > 1 && !max()) {
      throw setup.error("a second top, the positions of maxima, needs pool: MAX");
    }
    Axis height =
        axis(
            setup,
            bottom.dim(2),
            parameter.hasKernelH() ? parameter.getKernelH() : parameter.getKernelSize(),
            parameter.hasPadH() ? parameter.getPadH() : parameter.getPad(),
            parameter.hasStrideH() ? parameter.getStrideH() : parameter.getStride());
    Axis width =
        axis(
            setup,
            bottom.dim(3),
            parameter.hasKernelW() ? parameter.getKernelW() : parameter.getKernelSize(),
            parameter.hasPadW() ? parameter.getPadW() : parameter.getPad(),
            parameter.hasStrideW() ? parameter.getStrideW() : parameter.getStride());
    boolean padded = height.pad > 0 || width.pad > 0;
    Window window = window(bottom.count(0, 2), List.of(height, width), padded);
    geometry = new PoolingGeometry(window, List.of(height.pad, width.pad));
    Shape top = Shape.of(bottom.dim(0), bottom.dim(1), window.output(0), window.output(1));
    for (int i = 0; i < setup.tops(); i++) {
      setup.top(i, top);
    }
  }

  private record Axis(long input, long kernel, long pad, long stride) {
    /** Returns the number of windows. */
    long outputs(boolean ceiling, boolean padded) {
      long span = input + 2 * pad - kernel;
      long outputs = (ceiling ? -Math.floorDiv(-span, stride) : Math.floorDiv(span, stride)) + 1;
      return padded && (outputs - 1) * stride >= input + pad ? outputs - 1 : outputs;
    }
  }

  private Axis axis(LayerSetup setup, long input, int kernel, int pad, int stride) {
    boolean global = parameter.getGlobalPooling();
    Axis axis =
        new Axis(
            input,
            global ? input : Integer.toUnsignedLong(kernel),
            Integer.toUnsignedLong(pad),
            Integer.toUnsignedLong(stride));
    if (axis.kernel < 1 || axis.stride < 1) {
      throw setup.error(
          "kernel " + axis.kernel + " and stride " + axis.stride + " must be at least 1");
    }
    if (global && (axis.pad != 0 || axis.stride != 1)) {
      throw setup.error("global_pooling needs pad 0 and stride 1");
    }
    if (axis.pad >= axis.kernel) {
      throw setup.error("pad " + axis.pad + " must be smaller than the kernel " + axis.kernel);
    }
    return axis;
  }

  private Window window(long planes, List<Axis> axes, boolean padded) {
    boolean ceiling = parameter.getRoundMode() == PoolingParameter.RoundMode.CEIL;
    List<Long> end = new ArrayList<>();
    for (Axis axis : axes) {
      long outputs = axis.outputs(ceiling, padded);
      end.add((outputs - 1) * axis.stride + axis.kernel - axis.input - axis.pad);
    }
    return new Window(
        planes,
        axes.stream().map(Axis::input).toList(),
        axes.stream().map(Axis::kernel).toList(),
        axes.stream().map(Axis::stride).toList(),
        axes.stream().map(Axis::pad).toList(),
        end,
        List.of(1L, 1L));
  }

  @Override
  public void forward(ForwardPass pass) {
    Tensor y = pass.top(0);
    if (!max()) {
      pass.emit(new AveragePooling(geometry), pass.bottom(0), y);
      return;
    }
    Window window = geometry.window();
    boolean indices = pass.tops() > 1 || pass.backwardFollows();
    WindowReduce op = new WindowReduce(WindowReduce.Function.MAX, window, indices);
    if (pass.tops() > 1) {
      pass.emit(op, pass.bottom(0), y, pass.top(1));
    } else if (indices) {
      pass.emit(op, pass.bottom(0), y, pass.keep("position", pass.topShape(0)));
    } else {
      pass.emit(op, pass.bottom(0), y);
    }
  }

  @Override
  public void backward(BackwardPass pass) {
    if (!pass.propagates(0)) {
      return;
    }
    Window window = geometry.window();
    if (max()) {
      Tensor positions = pass.tops() > 1 ? pass.top(1) : pass.kept("position");
      pass.emit(
          new ScatterAdd(
              window.planes(),
              window.inputCount(),
              window.outputCount(),
              1,
              IndexLayout.FULL,
              false),
          pass.topGradient(0),
          positions,
          pass.bottomGradient(0));
    } else {
      pass.emit(new AveragePoolingBackward(geometry), pass.topGradient(0), pass.bottomGradient(0));
    }
  }
}
