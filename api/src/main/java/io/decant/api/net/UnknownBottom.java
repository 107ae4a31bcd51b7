package io.decant.api.net;

import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.text.Located;

/** The error of a bottom that no earlier layer gives. */
final class UnknownBottom {
  private UnknownBottom() {}

  static ProtoFormatException error(Located<LayerParameter> layer, int bottom) {
    return layer
        .source()
        .error(
            "bottom",
            "layer '"
                + layer.message().getName()
                + "' reads blob '"
                + layer.message().getBottom(bottom)
                + "' (bottom "
                + bottom
                + "), which no earlier layer gives");
  }
}
