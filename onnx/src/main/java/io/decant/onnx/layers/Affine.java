package io.decant.onnx.layers;

import io.decant.onnx.OnnxLayerGraph;
import io.decant.onnx.ValueShape;
import io.decant.spi.op.Shape;
import java.util.Arrays;

/** Scale, Bias and Axpy: factors and summands that repeat over some axes. */
final class Affine {
  private Affine() {}

  static void scale(OnnxLayerGraph layer) {
    int axis = layer.fields().getScaleParam().getAxis();
    String factor = operand(layer, axis, 0);
    if (!layer.fields().getScaleParam().getBiasTerm()) {
      layer.node("Mul", layer.bottom(0), factor).into(layer.top(0));
      return;
    }
    String scaled = layer.node("Mul", layer.bottom(0), factor).result();
    int bias = layer.bottoms() > 1 ? 0 : 1;
    layer.node("Add", scaled, learned(layer, axis, bias)).into(layer.top(0));
  }

  static void bias(OnnxLayerGraph layer) {
    String summand = operand(layer, layer.fields().getBiasParam().getAxis(), 0);
    layer.node("Add", layer.bottom(0), summand).into(layer.top(0));
  }

  /** Returns the second bottom, or else a parameter, with axes that fit the first bottom. */
  private static String operand(OnnxLayerGraph layer, int axis, int parameter) {
    if (layer.bottoms() == 1) {
      return learned(layer, axis, parameter);
    }
    int rank = layer.bottomShape(1).rank();
    return Reshapes.withAxesBehind(layer, layer.bottom(1), rank, behind(layer, axis, rank));
  }

  private static String learned(OnnxLayerGraph layer, int axis, int parameter) {
    Shape shape = layer.parameterShape(parameter);
    long[] dims = Arrays.copyOf(shape.toArray(), shape.rank() + behind(layer, axis, shape.rank()));
    Arrays.fill(dims, shape.rank(), dims.length, 1);
    return layer.parameter(parameter, Shape.of(dims));
  }

  /** Returns how many axes the bottom has behind those of an operand; one without axes fits all. */
  private static int behind(OnnxLayerGraph layer, int axis, int rank) {
    return rank == 0 ? 0 : layer.bottomShape(0).rank() - layer.axis(axis) - rank;
  }

  /** {@code a * x + y} with a factor for each channel of each image. */
  static void axpy(OnnxLayerGraph layer) {
    ValueShape factors = layer.bottomShape(0);
    int rank = layer.bottomShape(1).rank();
    String factor = layer.bottom(0);
    if (factors.rank() < rank) {
      factor = Reshapes.withAxesBehind(layer, factor, factors.rank(), rank - factors.rank());
    } else if (factors.rank() > rank) {
      long[] extents = new long[rank];
      Arrays.fill(extents, 2, rank, 1);
      factor = Reshapes.reshape(layer, factor, extents).result();
    }
    String scaled = layer.node("Mul", factor, layer.bottom(1)).result();
    layer.node("Add", scaled, layer.bottom(2)).into(layer.top(0));
  }
}
