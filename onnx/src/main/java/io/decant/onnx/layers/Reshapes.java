package io.decant.onnx.layers;

import io.decant.onnx.OnnxLayerGraph;
import io.decant.onnx.OnnxNode;
import io.decant.onnx.ValueShape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Changes of shape that hold for any batch size. */
final class Reshapes {
  /** Stands for the extent of the same axis before. */
  private static final long COPIED = 0;

  /** Stands for what remains. */
  private static final long REMAINING = -1;

  private Reshapes() {}

  /** Begins a node that gives a value other extents; 0 copies one, -1 is worked out. */
  static OnnxNode reshape(OnnxLayerGraph layer, String x, long... extents) {
    return layer.node("Reshape", x, layer.longs(extents));
  }

  /**
   * Begins a node that gives a value another shape.
   *
   * @param from the shape that the value has
   */
  static OnnxNode reshape(OnnxLayerGraph layer, String x, ValueShape from, ValueShape to) {
    long[] extents = new long[to.rank()];
    boolean remaining = false;
    for (int axis = 0; axis < extents.length; axis++) {
      boolean same = axis < from.rank() && to.sameAxis(axis, from, axis);
      if (to.varies(axis) && same) {
        extents[axis] = COPIED;
      } else if (to.varies(axis) && !remaining) {
        extents[axis] = REMAINING;
        remaining = true;
      } else {
        extents[axis] = to.dim(axis);
      }
    }
    return reshape(layer, x, extents);
  }

  /** Begins a node that gives a value another shape, of which one extent may vary. */
  static OnnxNode reshape(OnnxLayerGraph layer, String x, ValueShape to) {
    return reshape(layer, x, ValueShape.NONE, to);
  }

  /** Returns the value with axes of extent 1 behind its own, or itself if there are none to add. */
  static String withAxesBehind(OnnxLayerGraph layer, String x, int rank, int more) {
    return more == 0
        ? x
        : layer
            .node("Unsqueeze", x, layer.longs(LongStream.range(rank, rank + more).toArray()))
            .result();
  }

  /** Returns a vector of extents: the first one of a value, then others. */
  static String extents(OnnxLayerGraph layer, String like, ValueShape shape, long... others) {
    if (!shape.varies(0)) {
      return layer.longs(
          LongStream.concat(LongStream.of(shape.dim(0)), LongStream.of(others)).toArray());
    }
    String all = layer.node("Shape", like).result();
    String first = layer.node("Slice", all, layer.longs(0), layer.longs(1)).result();
    return layer.node("Concat", first, layer.longs(others)).integer("axis", 0).result();
  }

  /** Flatten, Reshape. */
  static void view(OnnxLayerGraph layer) {
    reshape(layer, layer.bottom(0), layer.bottomShape(0), layer.topShape(0)).into(layer.top(0));
  }

  /** Permute. */
  static void permute(OnnxLayerGraph layer) {
    List<Long> order = new ArrayList<>();
    layer.fields().getPermuteParam().getOrderList().forEach(axis -> order.add((long) axis));
    for (long axis = 0; axis < layer.bottomShape(0).rank(); axis++) {
      if (!order.contains(axis)) {
        order.add(axis);
      }
    }
    layer.node("Transpose", layer.bottom(0)).integers("perm", order).into(layer.top(0));
  }

  /** ShuffleChannel. */
  static void shuffle(OnnxLayerGraph layer) {
    long groups = layer.fields().getShuffleChannelParam().getGroup();
    reorder(
        layer,
        List.of(0L, 2L, 1L, 3L),
        COPIED,
        groups,
        layer.bottomShape(0).dim(1) / groups,
        REMAINING);
  }

  /** Reorg. */
  static void reorg(OnnxLayerGraph layer) {
    ValueShape bottom = layer.bottomShape(0);
    long stride = layer.fields().getReorgParam().getStride();
    long rows = bottom.dim(1) / (stride * stride) * bottom.dim(2);
    long columns = bottom.dim(3);
    if (layer.fields().getReorgParam().getReverse()) {
      reorder(layer, List.of(0L, 3L, 1L, 4L, 2L), COPIED, stride, stride, rows, columns);
    } else {
      reorder(layer, List.of(0L, 2L, 4L, 1L, 3L), COPIED, rows, stride, columns, stride);
    }
  }

  /** Views the bottom, puts the axes into another order, and views the result as the top. */
  private static void reorder(OnnxLayerGraph layer, List<Long> order, long... extents) {
    String viewed = reshape(layer, layer.bottom(0), extents).result();
    String moved = layer.node("Transpose", viewed).integers("perm", order).result();
    reshape(layer, moved, layer.topShape(0)).into(layer.top(0));
  }
}
