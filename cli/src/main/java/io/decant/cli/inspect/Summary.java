package io.decant.cli.inspect;

import io.decant.api.Decant;
import io.decant.api.command.CommandContext;
import io.decant.api.forecast.MemoryStudy;
import io.decant.api.net.Net;
import io.decant.cli.memory.ByteText;
import io.decant.cli.tool.Devices;
import io.decant.cli.tool.ToolRun;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.NetState;
import io.decant.proto.caffe.Phase;
import io.decant.proto.text.Located;
import io.decant.spi.op.Shape;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;

/** summary: a net's layers with shapes, parameters, multiply-adds and memory. */
final class Summary extends ToolRun {
  private static final int FLOAT = 4;

  @Mixin private final PhasedNetFlags flags = new PhasedNetFlags();

  @Override
  protected int run(CommandContext context) {
    NetState state = flags.state();
    Located<NetParameter> parameter = flags.net();
    try (Decant decant = Devices.cpu();
        Net net = Net.builder(decant.engine(), parameter).state(state).build()) {
      List<LayerFacts> layers = LayerFacts.of(net);
      print(net, layers, context.out());
      boolean trains = state.getPhase() == Phase.TRAIN;
      MemoryStudy study = MemoryStudy.of(decant.engine(), parameter, state, trains);
      context
          .out()
          .println(
              "Device memory with everything on the device, "
                  + (trains ? "forward and backward" : "forward only")
                  + ", without the solver's: "
                  + ByteText.of(study.residentBytes()));
    }
    return 0;
  }

  private static void print(Net net, List<LayerFacts> layers, PrintStream out) {
    int names = width(layers.stream().map(LayerFacts::name).toList(), "layer");
    int types = width(layers.stream().map(LayerFacts::type).toList(), "type");
    int shapes = width(layers.stream().map(layer -> text(layer.tops())).toList(), "output");
    String row = "%-" + names + "s  %-" + types + "s  %-" + shapes + "s  %13s  %17s  %11s%n";
    out.println("Net '" + net.name() + "', phase " + net.phase());
    out.printf(row, "layer", "type", "output", "parameters", "multiply-adds", "blobs");
    for (LayerFacts layer : layers) {
      out.printf(
          row,
          layer.name(),
          layer.type(),
          text(layer.tops()),
          cell(layer.parameters()),
          cell(layer.multiplyAdds()),
          layer.activations() == 0 ? "" : ByteText.of(FLOAT * layer.activations()));
    }
    long parameters = sum(layers, LayerFacts::parameters);
    long blobs = sum(layers, LayerFacts::activations);
    out.printf(
        row,
        "total",
        layers.size() + " layers",
        "",
        cell(parameters),
        cell(sum(layers, LayerFacts::multiplyAdds)),
        ByteText.of(FLOAT * blobs));
    out.println("Memory required for data: " + FLOAT * blobs);
    out.println("Memory required for parameters: " + FLOAT * parameters);
  }

  private static String text(List<Shape> shapes) {
    return shapes.stream().map(Shape::toString).collect(Collectors.joining(", "));
  }

  private static String cell(long number) {
    return number == 0 ? "" : String.format(Locale.ROOT, "%,d", number);
  }

  private static int width(List<String> cells, String head) {
    return cells.stream().mapToInt(String::length).reduce(head.length(), Math::max);
  }

  private static long sum(List<LayerFacts> layers, ToLongFunction<LayerFacts> part) {
    return layers.stream().mapToLong(part).sum();
  }
}
