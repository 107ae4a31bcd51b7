package io.decant.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The source files of this module, read once. */
final class Sources {
  private static final Pattern INCLUDE = Pattern.compile("(?m)^#include \"([a-z0-9_]+\\.h)\"$");
  private static final Map<String, String> TEXTS = new ConcurrentHashMap<>();

  private Sources() {}

  /** Returns the text of a file of this package, with the files that it includes. */
  static String read(String file) {
    return TEXTS.computeIfAbsent(file, Sources::load);
  }

  private static String load(String file) {
    StringBuilder text = new StringBuilder();
    Matcher include = INCLUDE.matcher(resource(file));
    while (include.find()) {
      include.appendReplacement(text, Matcher.quoteReplacement(load(include.group(1))));
    }
    return include.appendTail(text).toString();
  }

  private static String resource(String file) {
    try (InputStream stream = Sources.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalArgumentException("there is no kernel source " + file);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
