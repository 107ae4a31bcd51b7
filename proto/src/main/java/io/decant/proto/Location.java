package io.decant.proto;

/**
 * A place in a text file.
 *
 * @param file the file as the user named it, or what else the text is called
 * @param line from 1; 0 where there is no line, as for a message built in code
 * @param column from 1, counted in characters, a tab being one; 0 where there is no line
 */
public record Location(String file, int line, int column) {
  /** Returns {@code file:line:column}, or the file alone where there is no line. */
  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
