package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page on large models shows the states and steps that there are. */
class LargeModelsPageTest {
  private static final Path PAGE = Path.of("../docs/large-models.md");

  @Test
  void showsEveryStateAndNoOther() throws IOException {
    assertEquals(names(), rows("\\| ([A-Z_]+) \\| .* \\| .* \\|"));
  }

  @Test
  void showsEveryStepAndNoOther() throws IOException {
    Set<String> steps = new TreeSet<>();
    for (Residency from : Residency.values()) {
      for (Residency to : Residency.values()) {
        if (from.mayBecome(to)) {
          steps.add(from + " | " + to);
        }
      }
    }
    String state = String.join("|", names());
    assertEquals(steps, rows("\\| ((?:" + state + ") \\| (?:" + state + ")) \\| .* \\|"));
  }

  private static Set<String> names() {
    return Arrays.stream(Residency.values()).map(Enum::name).collect(Collectors.toSet());
  }

  private static Set<String> rows(String form) throws IOException {
    Pattern pattern = Pattern.compile(form);
    return Files.readAllLines(PAGE).stream()
        .map(pattern::matcher)
        .filter(matcher -> matcher.matches())
        .map(matcher -> matcher.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
