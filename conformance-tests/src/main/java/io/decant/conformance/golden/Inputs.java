package io.decant.conformance.golden;

import io.decant.api.net.Net;
import io.decant.api.net.NetLayer;
import io.decant.proto.io.BinaryProto;

/** Copies a case's inputs into the tops of Input layers. */
final class Inputs {
  private Inputs() {}

  static void set(GoldenCase golden, Net net) {
    for (NetLayer layer : net.layers()) {
      if (layer.type().equals("Input")) {
        for (String top : layer.topNames()) {
          String file = "inputs/" + top + ".binaryproto";
          if (golden.has(file)) {
            net.blob(top).setData(BinaryProto.readBlob(golden.file(file)).data());
          }
        }
      }
    }
  }
}
