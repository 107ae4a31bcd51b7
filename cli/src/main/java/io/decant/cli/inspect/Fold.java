package io.decant.cli.inspect;

import io.decant.api.Decant;
import io.decant.api.command.CommandContext;
import io.decant.api.net.Net;
import io.decant.cli.flag.UsageException;
import io.decant.cli.tool.Devices;
import io.decant.cli.tool.ToolRun;
import io.decant.cli.tool.WrittenText;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.Phase;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/**
 * fold: puts BatchNorm and Scale layers into the layers before them, then compares what both nets
 * compute; files are written only if that is the same.
 */
final class Fold extends ToolRun {
  @Option(
      names = "--tolerance",
      paramLabel = "T",
      description =
          "the most by which outputs may differ, relative to the largest of them; default 1e-4")
  private double tolerance = 1e-4;

  @Override
  protected int run(CommandContext context) {
    if (!(tolerance >= 0)) {
      throw new UsageException("--tolerance is at least 0, not " + tolerance);
    }
    Located<NetParameter> before = NetFlags.read(path(0));
    try (Decant decant = Devices.cpu();
        Net net = Net.builder(decant.engine(), before).phase(Phase.TEST).backward(false).build()) {
      net.copyTrainedLayersFrom(path(1));
      Folding folding = new Folding(net, before.message());
      NetParameter after = folding.net();
      Located<NetParameter> located = Located.inCode(after, words().get(2));
      try (Net folded =
          Net.builder(decant.engine(), located).phase(Phase.TEST).backward(false).build()) {
        folded.copyTrainedLayersFrom(folding.weights());
        double difference = Comparison.of(net, folded);
        if (!(difference <= tolerance)) {
          throw new IllegalStateException(
              String.format(
                  Locale.ROOT,
                  "the folded net's outputs differ by %.3g, relative to the largest; at most %.3g"
                      + " is allowed (--tolerance), nothing was written",
                  difference,
                  tolerance));
        }
        folded.save(path(3), false);
        WrittenText.write(path(2), Prototxt.print(after));
        List<String> removed = folding.removed();
        context
            .out()
            .printf(
                Locale.ROOT,
                "folded %d layers (%s); outputs differ by at most %.3g, relative to the largest%n",
                removed.size(),
                String.join(", ", removed),
                difference);
      }
    }
    return 0;
  }
}
