package io.decant.publishing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What names all that is published names all of it, with the version that is built. */
class BomTest {
  private static final Pattern MANAGED =
      Pattern.compile(
          "<artifactId>(decant[\\w-]*)</artifactId>\\s*<version>\\$\\{project.version}");

  @Test
  void listsWhatIsPublished() throws IOException {
    Set<String> expected = new TreeSet<>(Set.of("decant"));
    Artifacts.PUBLISHED.values().forEach(folder -> expected.add("decant-" + folder));
    Set<String> listed =
        MANAGED
            .matcher(read("bom/pom.xml"))
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(expected, listed);
  }

  @Test
  void citationHasTheVersion() throws IOException {
    String version =
        read("pom.xml")
            .lines()
            .filter(line -> line.startsWith("  <version>"))
            .map(line -> line.replaceAll("</?version>", "").strip())
            .findFirst()
            .orElseThrow();
    assertTrue(read("CITATION.cff").contains("\nversion: " + version + "\n"), version);
  }

  private static String read(String file) throws IOException {
    return Files.readString(Artifacts.ROOT.resolve(file));
  }
}
