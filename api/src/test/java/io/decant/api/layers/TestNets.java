package io.decant.api.layers;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.decant.api.Decant;
import io.decant.api.net.Net;
import io.decant.api.net.NetBuilder;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.Phase;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.NetUpgrade;
import java.util.Locale;
import java.util.function.Supplier;

/** Builds small nets from text on the device that {@link Decant} finds. */
final class TestNets implements AutoCloseable {
  private final Decant decant = Decant.open();

  /** Returns an Input layer with one top of the given dims, such as {@code "2, 3"}. */
  static String input(String name, String dims) {
    StringBuilder shape = new StringBuilder();
    for (String dim : dims.isBlank() ? new String[0] : dims.split(",")) {
      shape.append("dim: ").append(dim.strip()).append(' ');
    }
    return String.format(
        Locale.ROOT,
        "layer { name: '%1$s' type: 'Input' top: '%1$s' input_param { shape { %2$s} } }%n",
        name,
        shape);
  }

  /** Returns a builder of the net in phase TRAIN whose every bottom gets a gradient. */
  NetBuilder builder(String text) {
    String net = "force_backward: true\n" + text;
    return Net.builder(
            decant.engine(), NetUpgrade.upgrade(Prototxt.parseNet(net, "net"), line -> {}))
        .phase(Phase.TRAIN)
        .backward(true)
        .seed(1);
  }

  /** Returns the net of {@link #builder}. */
  Net train(String text) {
    return builder(text).build();
  }

  /** Returns what building a net complains about. */
  static String problem(Supplier<Net> net) {
    return String.valueOf(
        assertThrows(ProtoFormatException.class, () -> net.get().close()).getMessage());
  }

  @Override
  public void close() {
    decant.close();
  }
}
