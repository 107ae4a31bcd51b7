package io.decant.cli.watch;

import java.io.PrintStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The terminal that standard error goes to.
 *
 * @param out where it is written to
 * @param width its columns
 * @param colours whether it shows colours, and the user wants them
 */
record Terminal(PrintStream out, int width, boolean colours) {
  private static final int USUAL_WIDTH = 80;

  /** Returns the terminal, or null where standard error goes elsewhere, or to a simple one. */
  static @Nullable Terminal find() {
    return find(System.getenv());
  }

  /** The launcher tells by {@code DECANT_TERMINAL} that there is a terminal, and its width. */
  static @Nullable Terminal find(Map<String, String> environment) {
    String width = environment.getOrDefault("DECANT_TERMINAL", "");
    if (width.isEmpty() || environment.getOrDefault("TERM", "").equals("dumb")) {
      return null;
    }
    int columns = width.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(width) : USUAL_WIDTH;
    boolean colours = environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(System.err, columns, colours);
  }
}
