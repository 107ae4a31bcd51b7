package io.decant.cli.flag;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses which word was meant. */
public final class Nearest {
  private static final int MOST_DIFFERENCES = 2;

  private Nearest() {}

  /** Returns the word that differs least, if it differs by at most two letters. */
  public static Optional<String> to(String word, Collection<String> candidates) {
    return candidates.stream()
        .filter(candidate -> distance(word, candidate) <= MOST_DIFFERENCES)
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
  }

  /**
   * Returns the least number of insertions, deletions and replacements that turn one into the
   * other. Source: Levenshtein, 1966.
   */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
