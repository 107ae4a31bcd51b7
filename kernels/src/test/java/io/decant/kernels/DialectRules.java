package io.decant.kernels;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of the portable dialect that a text can be held to. */
final class DialectRules {
  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);
  private static final Pattern DIRECTIVE = Pattern.compile("(?m)^#(?:[^\n]*\\\\\n)*[^\n]*$");
  private static final Pattern ENTRY = Pattern.compile("\\bKERNEL\\((\\w+)\\)");
  private static final Pattern TOKEN = Pattern.compile("\\b(?:GLOBAL_)?BARRIER\\(\\)|[{}]");
  private static final Map<String, Pattern> FORBIDDEN = forbidden();

  private DialectRules() {}

  private static Map<String, Pattern> forbidden() {
    Map<String, Pattern> words = new LinkedHashMap<>();
    words.put("double precision", Pattern.compile("\\bdouble\\w*\\b"));
    words.put("half is a type", Pattern.compile("\\bhalf\\w*\\b"));
    words.put("long has no fixed size; INT64 has", Pattern.compile("\\b(?:long|ulong)\\b"));
    words.put("atomics", Pattern.compile("\\b(?:atomic|atom_)\\w*"));
    words.put(
        "a number of double precision",
        Pattern.compile(
            "(?<![\\w.])(?:\\d+\\.\\d*|\\.\\d+|\\d+(?=[eE]))(?:[eE][-+]?\\d+)?(?![\\w.])"));
    words.put(
        "a pointer inside a struct", Pattern.compile("\\b(?:struct|union)\\b[^{};]*\\{[^}]*\\*"));
    words.put(
        "one language's own words instead of macros",
        Pattern.compile(
            "\\b(?:threadIdx|blockIdx|blockDim|gridDim|warpSize|get_\\w+_id|get_\\w+_size"
                + "|__\\w+|barrier|sub_group\\w*)\\b"));
    return words;
  }

  /** Returns what a file does that it must not; empty when it keeps the rules. */
  static List<String> violations(String file, String source) {
    String text = COMMENT.matcher(source).replaceAll(" ");
    List<String> found = new ArrayList<>();
    FORBIDDEN.forEach(
        (rule, pattern) -> {
          Matcher matcher = pattern.matcher(text);
          if (matcher.find()) {
            found.add(file + ": " + rule + ": " + matcher.group());
          }
        });
    entries(file, text, found);
    barriers(file, DIRECTIVE.matcher(text).replaceAll(" "), found);
    return found;
  }

  private static void entries(String file, String text, List<String> found) {
    List<String> entries = ENTRY.matcher(text).results().map(entry -> entry.group(1)).toList();
    List<String> expected =
        file.endsWith(".c") ? List.of(file.substring(0, file.length() - 2)) : List.of();
    if (!entries.equals(expected)) {
      found.add(file + ": entries are " + entries + " instead of " + expected);
    }
  }

  /** A barrier must not depend on which work item asks. */
  private static void barriers(String file, String text, List<String> found) {
    Deque<String> headers = new ArrayDeque<>();
    Matcher token = TOKEN.matcher(text);
    int from = 0;
    while (token.find()) {
      String before = text.substring(from, token.start());
      from = token.end();
      if (token.group().equals("{")) {
        headers.push(lastStatement(before));
      } else if (token.group().equals("}")) {
        headers.poll();
      } else if (lastStatement(before).contains("LOCAL_ID")
          || headers.stream().anyMatch(header -> header.contains("LOCAL_ID"))) {
        found.add(file + ": a barrier that not all work items may reach");
      }
    }
  }

  /** Returns the text behind the last semicolon outside parentheses. */
  private static String lastStatement(String text) {
    int depth = 0;
    for (int i = text.length() - 1; i >= 0; i--) {
      char c = text.charAt(i);
      depth += c == ')' ? 1 : c == '(' ? -1 : 0;
      if (c == ';' && depth == 0) {
        return text.substring(i + 1);
      }
    }
    return text;
  }
}
