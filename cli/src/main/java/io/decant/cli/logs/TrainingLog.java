package io.decant.cli.logs;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log of a training run, Caffe's or Decant's, as Caffe's parse_log.py does. Lines that
 * are no log lines are passed over.
 */
final class TrainingLog {
  private static final Pattern HEAD =
      Pattern.compile(
          "[IWEF](\\d\\d)(\\d\\d) (\\d\\d):(\\d\\d):(\\d\\d)\\.(\\d{6}) +\\d+ [^\\]]*\\] ?(.*)");
  private static final Pattern ITERATION = Pattern.compile("Iteration (\\d+)");
  private static final Pattern OUTPUT =
      Pattern.compile("(Train|Test) net output #\\d+: (\\S+) = ([-+]?[\\d.]+(?:[eE][-+]?\\d+)?)");
  private static final Pattern RATE =
      Pattern.compile("lr = ([-+]?\\d*\\.?\\d+(?:[eE]?[-+]?\\d+)?)");

  private final LogTable train = new LogTable();
  private final LogTable test = new LogTable();
  private int year;
  private int month;
  private long iteration = -1;
  private double rate = Double.NaN;
  private @Nullable LocalDateTime start;

  private TrainingLog(int year) {
    this.year = year;
  }

  /**
   * Reads a log.
   *
   * @param year the year in which it begins, which its lines do not tell
   * @throws IllegalArgumentException when no line says that solving begins
   */
  static TrainingLog of(List<String> lines, int year) {
    TrainingLog log = new TrainingLog(year);
    lines.forEach(log::read);
    if (log.start == null) {
      throw new IllegalArgumentException(
          "it has no line 'Solving ...'; the log of a training run is needed");
    }
    return log;
  }

  private void read(String line) {
    Matcher head = HEAD.matcher(line);
    if (!head.matches()) {
      return;
    }
    LocalDateTime time;
    try {
      time = time(head);
    } catch (DateTimeException e) {
      return;
    }
    String message = head.group(7);
    if (start == null) {
      start = message.startsWith("Solving ") ? time : null;
      return;
    }
    Matcher number = ITERATION.matcher(message);
    if (number.find()) {
      iteration = Long.parseLong(number.group(1));
    }
    if (iteration < 0) {
      return;
    }
    Matcher learning = RATE.matcher(message);
    if (learning.find()) {
      rate = Double.parseDouble(learning.group(1));
    }
    Matcher output = OUTPUT.matcher(message);
    if (output.find()) {
      double seconds = Duration.between(start, time).toNanos() / 1e9;
      LogTable table = output.group(1).equals("Train") ? train : test;
      table.add(iteration, seconds, rate, output.group(2), Double.parseDouble(output.group(3)));
    }
  }

  /** A month that is before the last one is of the next year. */
  private LocalDateTime time(Matcher head) {
    int found = Integer.parseInt(head.group(1));
    if (found < month) {
      year++;
    }
    month = found;
    return LocalDateTime.of(
        year,
        found,
        Integer.parseInt(head.group(2)),
        Integer.parseInt(head.group(3)),
        Integer.parseInt(head.group(4)),
        Integer.parseInt(head.group(5)),
        1000 * Integer.parseInt(head.group(6)));
  }

  /** Returns what it says of the training net. */
  LogTable train() {
    return train;
  }

  /** Returns what it says of the test nets. */
  LogTable test() {
    return test;
  }
}
