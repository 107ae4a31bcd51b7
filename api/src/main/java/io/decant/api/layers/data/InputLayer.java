package io.decant.api.layers.data;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.BlobCount;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.ReshapableInput;
import io.decant.api.layer.SimpleLayer;
import io.decant.proto.caffe.BlobShape;
import io.decant.proto.caffe.InputParameter;
import io.decant.spi.op.Shape;
import java.util.HashMap;
import java.util.Map;

/** Tops that the user fills; zeros before that. Source: Caffe's InputLayer. */
public final class InputLayer extends SimpleLayer implements ReshapableInput {
  private final InputParameter parameter;
  private final Map<Integer, Shape> shapes = new HashMap<>();

  /** Creates the layer. */
  public InputLayer(LayerConfig config) {
    super(config, BlobCount.exactly(0), BlobCount.atLeast(1));
    parameter = config.parameter().getInputParam();
  }

  @Override
  public void shape(int top, Shape shape) {
    shapes.put(top, shape);
  }

  @Override
  public void reshape(LayerSetup setup) {
    int given = parameter.getShapeCount();
    if (given > 1 && given != setup.tops()) {
      throw setup.error(
          "shape is given "
              + given
              + " times, once or once for each of the "
              + setup.tops()
              + " tops is needed");
    }
    for (int i = 0; i < setup.tops(); i++) {
      Shape shape = shapes.get(i);
      if (shape == null && given == 0) {
        throw setup.error("no shape is given; add input_param { shape { dim: ... } }");
      }
      setup.top(i, shape != null ? shape : of(parameter.getShape(given == 1 ? 0 : i)));
    }
  }

  static Shape of(BlobShape shape) {
    return Shape.of(shape.getDimList().stream().mapToLong(Long::longValue).toArray());
  }

  @Override
  public void forward(ForwardPass pass) {
    for (int i = 0; i < pass.tops(); i++) {
      pass.topPersistent(i);
    }
  }

  @Override
  public void backward(BackwardPass pass) {}
}
