package io.decant.proto.upgrade;

import io.decant.proto.caffe.BlobShape;
import io.decant.proto.caffe.InputParameter;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.text.Located;
import io.decant.proto.text.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * Nets named their inputs in fields of their own before there was an Input layer. Shapes are given
 * by {@code input_shape}, or by four {@code input_dim} for each input. Inputs without shapes are
 * dropped, as in Caffe.
 */
final class InputFields {
  private InputFields() {}

  static Located<NetParameter> upgrade(Located<NetParameter> net) {
    NetParameter old = net.message();
    NetParameter.Builder upgraded = old.toBuilder().clearInput().clearInputShape().clearInputDim();
    if (old.getInputShapeCount() == 0 && old.getInputDimCount() == 0) {
      return new Located<>(upgraded.build(), net.source());
    }
    upgraded.addLayer(
        0,
        LayerParameter.newBuilder()
            .setName("input")
            .setType("Input")
            .addAllTop(old.getInputList())
            .setInputParam(InputParameter.newBuilder().addAllShape(shapes(net))));
    List<Source> sources = new ArrayList<>();
    sources.add(net.source().inserted("LayerParameter", "input"));
    for (int i = 0; i < old.getLayerCount(); i++) {
      sources.add(net.source().child("layer", i));
    }
    return new Located<>(upgraded.build(), net.source().withChildren("layer", sources));
  }

  private static List<BlobShape> shapes(Located<NetParameter> net) {
    NetParameter old = net.message();
    int inputs = old.getInputCount();
    if (old.getInputShapeCount() > 0) {
      if (old.getInputShapeCount() != inputs) {
        throw net.source()
            .error(
                "input_shape",
                String.format(
                    "%d inputs need as many \"input_shape\", found %d",
                    inputs, old.getInputShapeCount()));
      }
      return old.getInputShapeList();
    }
    if (old.getInputDimCount() != 4 * inputs) {
      throw net.source()
          .error(
              "input_dim",
              String.format(
                  "%d inputs need %d \"input_dim\", found %d",
                  inputs, 4 * inputs, old.getInputDimCount()));
    }
    List<BlobShape> shapes = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      BlobShape.Builder shape = BlobShape.newBuilder();
      old.getInputDimList().subList(4 * i, 4 * i + 4).forEach(shape::addDim);
      shapes.add(shape.build());
    }
    return shapes;
  }
}
