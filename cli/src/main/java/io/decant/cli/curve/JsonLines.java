package io.decant.cli.curve;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Locale;

/**
 * A file of one JSON object a line, each on the disk before the next one begins. A file that is
 * there is gone on with, so that a resumed run follows the first one. Values that JSON does not
 * have, such as NaN, are null.
 */
public final class JsonLines extends SampleFile {
  private static final String FLAG = "--metrics";

  private final BufferedWriter out;

  private JsonLines(Path file, BufferedWriter out) {
    super(FLAG, file, out);
    this.out = out;
  }

  /**
   * Opens a file.
   *
   * @throws UncheckedIOException when it cannot be written
   */
  public static JsonLines open(Path file) {
    try {
      return new JsonLines(
          file,
          Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    } catch (IOException e) {
      throw failure(FLAG, file, e);
    }
  }

  @Override
  public void take(Sample sample) {
    StringBuilder line = new StringBuilder();
    line.append("{\"iteration\":").append(sample.iteration());
    line.append(String.format(Locale.ROOT, ",\"seconds\":%.3f", sample.seconds()));
    line.append(",\"time\":\"").append(Instant.now()).append('"');
    sample
        .values()
        .forEach(
            (name, value) ->
                line.append(",\"").append(escape(name)).append("\":").append(of(value)));
    write(
        () -> {
          out.write(line.append("}\n").toString());
          out.flush();
        });
  }

  private static String of(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "null";
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        escaped.append('\\').append(c);
      } else if (c < ' ') {
        escaped.append(String.format("\\u%04x", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
