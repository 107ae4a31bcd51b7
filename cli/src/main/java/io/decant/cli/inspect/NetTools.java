package io.decant.cli.inspect;

import io.decant.cli.draw.Draw;
import io.decant.cli.tool.Tool;
import java.util.List;

/** The commands that look at nets, files and devices. */
public final class NetTools {
  private static final List<Tool> ALL =
      List.of(
          Tool.own(
              "check", "look for mistakes in a net or solver without a device", "", Check::new),
          Tool.own(
              "doctor", "test every device, and say how to repair what is broken", "", Doctor::new),
          Tool.own(
              "draw",
              "draw a net, as SVG or in the language of Graphviz",
              "NET_FILE OUT_FILE",
              Draw::new),
          Tool.own("export", "write a net with its weights as an ONNX model", "", Export::new),
          Tool.own(
              "fold",
              "put BatchNorm and Scale layers into the convolutions before them",
              "MODEL WEIGHTS MODEL_OUT WEIGHTS_OUT",
              Fold::new),
          Tool.own(
              "summary", "show a net's layers, shapes, parameters and work", "", Summary::new));

  private NetTools() {}

  /** Returns the commands, by name. */
  public static List<Tool> all() {
    return ALL;
  }
}
