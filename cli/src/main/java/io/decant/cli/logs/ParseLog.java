package io.decant.cli.logs;

import io.decant.api.command.CommandContext;
import io.decant.cli.curve.ReportPage;
import io.decant.cli.curve.Sample;
import io.decant.cli.tool.ToolRun;
import io.decant.cli.tool.WrittenText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * parse_log: tables of what a training log says of the training net and the test nets, named by the
 * log, and a page of curves.
 */
public final class ParseLog extends ToolRun {
  @Option(
      names = "--delimiter",
      paramLabel = "TEXT",
      description = "what sets the columns apart; default a comma")
  private String delimiter = ",";

  @Option(
      names = "--verbose",
      arity = "1",
      paramLabel = "true|false",
      description = "say which files are written; default false")
  private boolean verbose;

  @Option(names = "--html", paramLabel = "FILE", description = "where to draw the curves")
  private @Nullable String html;

  /** Creates a call. */
  public ParseLog() {}

  @Override
  protected int run(CommandContext context) throws IOException {
    Path file = path(0);
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " cannot be read: there is no such file");
    }
    LocalDateTime changed =
        LocalDateTime.ofInstant(
            Files.getLastModifiedTime(file).toInstant(), ZoneId.systemDefault());
    List<String> lines =
        new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    TrainingLog log;
    try {
      log = TrainingLog.of(lines, changed.getYear());
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
    write(file, ".train", log.train(), context);
    write(file, ".test", log.test(), context);
    if (html != null) {
      draw(Path.of(html), file, log);
      say(Path.of(html), context);
    }
    return 0;
  }

  private void write(Path log, String suffix, LogTable table, CommandContext context) {
    Path target = path(1).resolve(log.getFileName() + suffix);
    WrittenText.write(target, table.csv(delimiter));
    say(target, context);
  }

  private void say(Path written, CommandContext context) {
    if (verbose) {
      context.out().println("Wrote " + written);
    }
  }

  private static void draw(Path target, Path log, TrainingLog parsed) {
    List<Sample> samples = new ArrayList<>();
    parsed.train().rows().forEach(row -> samples.add(sample("train", row)));
    parsed.test().rows().forEach(row -> samples.add(sample("test", row)));
    samples.sort(Comparator.comparingDouble(Sample::seconds));
    try (ReportPage page = new ReportPage(target, log.toString(), Map.of())) {
      samples.forEach(page::take);
    }
  }

  private static Sample sample(String net, LogTable.Row row) {
    Map<String, Double> values = new LinkedHashMap<>();
    row.outputs().forEach((name, value) -> values.put(net + "/" + name, value));
    if (net.equals("train")) {
      values.put("train/lr", row.rate());
    }
    return new Sample(row.iteration(), row.seconds(), values);
  }
}
