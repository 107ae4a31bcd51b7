package io.decant.cli.draw;

import io.decant.api.command.CommandContext;
import io.decant.api.net.NetRules;
import io.decant.cli.flag.UsageException;
import io.decant.cli.tool.ToolRun;
import io.decant.cli.tool.WrittenText;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.NetState;
import io.decant.proto.caffe.Phase;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.NetUpgrade;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** draw: a picture of a net; the end of the file's name, .svg or .dot, says in which form. */
public final class Draw extends ToolRun {
  @Option(
      names = "--rankdir",
      paramLabel = "TB|LR",
      description = "where the net runs: TB from top to bottom, LR from left to right; default TB")
  private String direction = "TB";

  @Option(
      names = "--phase",
      paramLabel = "ALL|TRAIN|TEST",
      description = "which layers are shown: all, or those of a phase; default ALL")
  private String phase = "ALL";

  /** Creates a call. */
  public Draw() {}

  @Override
  protected int run(CommandContext context) {
    if (!direction.equals("TB") && !direction.equals("LR")) {
      throw new UsageException("--rankdir is TB or LR, not '" + direction + "'");
    }
    NetGraphic net = read();
    String name = words().get(1).toLowerCase(Locale.ROOT);
    boolean across = direction.equals("LR");
    if (name.endsWith(".svg")) {
      WrittenText.write(path(1), new SvgPicture(net, new LayeredLayout(net, across)).text());
    } else if (name.endsWith(".dot") || name.endsWith(".gv")) {
      WrittenText.write(path(1), DotText.of(net, direction));
    } else {
      throw new UsageException(
          words().get(1)
              + ": a name that ends in .svg or .dot is needed; dot -Tpng makes other pictures of"
              + " the latter");
    }
    context.out().println("Drawing net to " + words().get(1));
    return 0;
  }

  private NetGraphic read() {
    Located<NetParameter> net = NetUpgrade.upgrade(Prototxt.parseNet(path(0)), line -> {});
    List<Located<LayerParameter>> layers = Prototxt.layers(net);
    List<LayerParameter> shown =
        switch (phase) {
          case "ALL" -> net.message().getLayerList();
          case "TRAIN", "TEST" ->
              NetRules.filter(layers, NetState.newBuilder().setPhase(Phase.valueOf(phase)).build())
                  .stream()
                  .map(Located::message)
                  .toList();
          default -> throw new UsageException("--phase is ALL, TRAIN or TEST, not '" + phase + "'");
        };
    return NetGraphic.of(net.message().getName(), shown);
  }
}
