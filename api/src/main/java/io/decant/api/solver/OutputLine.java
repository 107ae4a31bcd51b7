package io.decant.api.solver;

import io.decant.api.net.NetOutput;
import io.decant.api.text.FloatText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log line of one output value, as Caffe writes it and its log parsers read it. */
final class OutputLine {
  private static final Logger LOG = LoggerFactory.getLogger(Solver.class);

  private OutputLine() {}

  static void log(String phase, int index, NetOutput output, double value) {
    String loss =
        output.lossWeight() == 0
            ? ""
            : " (* "
                + FloatText.of(output.lossWeight())
                + " = "
                + FloatText.of(output.lossWeight() * value)
                + " loss)";
    LOG.info(
        "    {} net output #{}: {} = {}{}", phase, index, output.name(), FloatText.of(value), loss);
  }
}
