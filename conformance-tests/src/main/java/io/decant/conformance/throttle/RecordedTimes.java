package io.decant.conformance.throttle;

import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.OpTimes;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Operand;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * How long operators took in one run on a real device. Operators of the same name, shapes and work
 * share a time. Immutable, thread-safe.
 *
 * <p>As text it has a line for each: microseconds, a tab, what was measured.
 */
public final class RecordedTimes implements OpTimes, ToDoubleFunction<OpSpec> {
  private final Map<String, Double> seconds;

  /**
   * Takes in what was measured.
   *
   * @param seconds by {@link #key}
   */
  public RecordedTimes(Map<String, Double> seconds) {
    this.seconds = new TreeMap<>(seconds);
  }

  /** Reads what {@link #toString} wrote. */
  public static RecordedTimes read(BufferedReader text) throws IOException {
    Map<String, Double> seconds = new HashMap<>();
    for (String line = text.readLine(); line != null; line = text.readLine()) {
      int tab = line.indexOf('\t');
      if (tab < 0) {
        throw new IOException("'" + line + "' is not microseconds, a tab, and an operator");
      }
      seconds.put(line.substring(tab + 1), Double.parseDouble(line.substring(0, tab)) / 1e6);
    }
    return new RecordedTimes(seconds);
  }

  /** Returns the times of a device that is so many times as fast. */
  public RecordedTimes ofDeviceFasterBy(double factor) {
    Map<String, Double> shorter = new HashMap<>();
    seconds.forEach((key, time) -> shorter.put(key, time / factor));
    return new RecordedTimes(shorter);
  }

  /** Returns what operators have in common that share a time. */
  public static String key(OpSpec spec) {
    return spec.name()
        + " "
        + spec.cost().multiplyAdds()
        + spec.operands().stream().map(RecordedTimes::shape).collect(Collectors.joining());
  }

  private static String shape(Operand operand) {
    StringBuilder shape = new StringBuilder(" ");
    for (long extent : operand.tensor().shape().toArray()) {
      shape.append(shape.length() > 1 ? "x" : "").append(extent);
    }
    return shape.toString();
  }

  @Override
  public double applyAsDouble(OpSpec spec) {
    Double known = seconds.get(key(spec));
    if (known == null) {
      throw new IllegalArgumentException(
          "no time was recorded for '"
              + key(spec)
              + "'; record again, with benchmarks/record-op-times.sh");
    }
    return known;
  }

  /** Returns the time of an operator; next to none for those that the host runs. */
  @Override
  public double seconds(LoweredOp op) {
    return op.executable() == null ? 1e-9 : applyAsDouble(op.op().spec());
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    seconds.forEach(
        (key, time) -> text.append(String.format(Locale.ROOT, "%.4g\t%s\n", 1e6 * time, key)));
    return text.toString();
  }
}
