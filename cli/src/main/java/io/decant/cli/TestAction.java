package io.decant.cli;

import io.decant.api.Decant;
import io.decant.api.forecast.MemoryStudy;
import io.decant.api.net.Net;
import io.decant.api.net.NetOutput;
import io.decant.api.net.OutputSums;
import io.decant.api.text.FloatText;
import io.decant.cli.flag.Options;
import io.decant.cli.flag.UsageException;
import io.decant.proto.caffe.NetState;
import io.decant.proto.caffe.Phase;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scores a net: the means of its outputs over some batches. */
final class TestAction implements Action {
  private static final Logger LOG = LoggerFactory.getLogger(TestAction.class);

  @Override
  public String summary() {
    return "score a net";
  }

  @Override
  public int run(Options options, PrintStream out, PrintStream err) {
    Path model = Required.file(options.model, "test", "model");
    Required.file(options.weights, "test", "weights");
    if (options.iterations < 1) {
      throw new UsageException("--iterations must be at least 1");
    }
    Session session = new Session(options);
    NetState state = session.state().toBuilder().setPhase(Phase.TEST).build();
    try (Decant decant = session.open(Optional.empty())) {
      Admission.explain(
          decant.engine(),
          () -> MemoryStudy.of(decant.engine(), Admission.net(model), state, false),
          () -> test(options, model, state, decant));
    }
    return 0;
  }

  private static void test(Options options, Path model, NetState state, Decant decant) {
    try (Net net = decant.net(model).state(state).backward(false).retain(List.of()).build()) {
      MemoryLines memory = new MemoryLines(decant.engine().memoryManager());
      net.prepare();
      memory.before();
      for (String weights : Options.list(options.weights)) {
        net.copyTrainedLayersFrom(Path.of(weights));
      }
      LOG.info("Running for {} iterations.", options.iterations);
      score(net, options.iterations);
      memory.after();
    }
  }

  private static void score(Net net, int iterations) {
    OutputSums sums = new OutputSums(net);
    double loss = 0;
    for (int i = 0; i < iterations; i++) {
      loss += net.forward();
      int batch = i;
      sums.add(
          (output, value) ->
              LOG.info("Batch {}, {} = {}", batch, output.name(), FloatText.of(value)));
    }
    LOG.info("Loss: {}", FloatText.of(loss / iterations));
    sums.means(iterations, (output, mean) -> LOG.info("{}", line(output, mean)));
  }

  private static String line(NetOutput output, double mean) {
    float weight = output.lossWeight();
    String text = output.name() + " = " + FloatText.of(mean);
    return weight == 0
        ? text
        : text + " (* " + FloatText.of(weight) + " = " + FloatText.of(weight * mean) + " loss)";
  }
}
