package io.decant.onnx;

import io.decant.api.net.Net;
import io.decant.api.net.NetLayer;
import io.decant.spi.op.Shape;
import java.util.List;

/**
 * The shapes of all tops of a net, by layer.
 *
 * @param shapes for the batch size that the net has
 * @param others for another one, or the same
 */
record NetShapes(List<List<Shape>> shapes, List<List<Shape>> others) {
  /** Finds the shapes for the batch size that the net has. */
  static NetShapes ofBatch(Net net) {
    List<List<Shape>> found = find(net);
    return new NetShapes(found, found);
  }

  /** Finds which shapes change with the batch size; the net is then as it was. */
  static NetShapes ofAnyBatch(Net net, InputBatch batch) {
    List<List<Shape>> found = find(net);
    try {
      net.reshape(batch.shapes(batch.size() + 1));
      return new NetShapes(found, find(net));
    } catch (io.decant.proto.ProtoFormatException e) {
      throw new OnnxException(
          "the net works with its own batch size only; export it with that one, or another"
              + " prototxt: "
              + e.getMessage(),
          e);
    } finally {
      net.reshape(batch.shapes());
    }
  }

  private static List<List<Shape>> find(Net net) {
    return net.layers().stream().map(NetLayer::topShapes).toList();
  }

  /** Returns the shape of a top. */
  ValueShape top(int layer, int top) {
    return new ValueShape(shapes.get(layer).get(top), others.get(layer).get(top));
  }
}
