package io.decant.proto.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which fork of Caffe brought a field or a layer type that Caffe itself does not have, so that an
 * error can say what a net was written for. The table is the resource {@code known-forks.tsv}.
 */
public final class KnownForks {
  private record Entry(String fork, boolean hasEffect) {}

  private static final Map<String, Entry> TABLE = load();

  private KnownForks() {}

  /**
   * Looks up a field.
   *
   * @param message the message that the field stands in, such as {@code LayerParameter}
   * @param field the field's name
   * @return the fork, worded to follow "it belongs to"
   */
  public static Optional<String> ofField(String message, String field) {
    return Optional.ofNullable(TABLE.get(message + "." + field)).map(Entry::fork);
  }

  /**
   * Looks up a layer type.
   *
   * @return the fork, worded to follow "it belongs to"
   */
  public static Optional<String> ofLayerType(String type) {
    return Optional.ofNullable(TABLE.get("type." + type)).map(Entry::fork);
  }

  /** Returns what is wrong with a field that nobody knows what to do with. */
  public static String explain(UnknownField field) {
    return String.format("%s has no field \"%s\"", field.message(), field.name())
        + ofField(field.message(), field.name()).map(fork -> "; it belongs to " + fork).orElse("")
        + (isWithoutEffect(field) ? ", and has no effect here" : "");
  }

  /**
   * Returns whether a field may be passed over: it chooses among implementations or precisions of
   * its fork, or shows results, and has nothing to do with what is computed.
   */
  public static boolean isWithoutEffect(UnknownField field) {
    Entry entry = TABLE.get(field.message() + "." + field.name());
    return entry != null && !entry.hasEffect();
  }

  private static Map<String, Entry> load() {
    Map<String, Entry> table = new HashMap<>();
    try (InputStream in = KnownForks.class.getResourceAsStream("known-forks.tsv");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isEmpty() && !line.startsWith("#")) {
          String[] columns = line.split("\t", -1);
          boolean hasEffect = columns.length == 3;
          table.put(columns[0] + "." + columns[1], new Entry(columns[2], hasEffect));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(table);
  }
}
