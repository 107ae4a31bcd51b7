package io.decant.cli.memory;

/** Text within HTML and SVG. */
public final class Xml {
  private Xml() {}

  /** Returns a text with the characters that have a meaning there escaped. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
