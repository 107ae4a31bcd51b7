package io.decant.publishing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/third-party.md lists what the build resolves, with the licences that the POMs name. */
class LicencesTest {
  private static final Pattern JAR =
      Pattern.compile("\\| `([\\w.-]+:[\\w.-]+)` \\| (\\S+) \\| (.+) \\|");
  private static final Pattern NATIVES = Pattern.compile("\\| `([\\w.-]+:[\\w.-]+)` \\| .* \\|");

  /** What NVIDIA's terms are about. */
  private static final Pattern NVIDIA =
      Pattern.compile("(lib)?(cublas|cudnn|nvrtc|cudart|cufft|curand|cusolver|cuda)\\b.*");

  @Test
  void listsEveryJarWithItsVersionAndLicence() throws IOException {
    Map<String, String> resolved = new TreeMap<>();
    for (ThirdPartyJar jar : jars()) {
      resolved.put(jar.name(), jar.version() + ", " + jar.licences(repository()));
    }
    Map<String, String> listed = new TreeMap<>();
    for (String line : section("## Jars")) {
      Matcher row = JAR.matcher(line);
      if (row.matches()) {
        listed.put(row.group(1), row.group(2) + ", " + row.group(3));
      }
    }
    assertTrue(resolved.size() > 30, "only " + resolved.size() + " jars were found");
    assertEquals(resolved, listed);
  }

  @Test
  void listsEveryJarWithNatives() throws IOException {
    Set<String> found = new TreeSet<>();
    for (ThirdPartyJar jar : jars()) {
      List<String> natives = jar.natives();
      if (!natives.isEmpty()) {
        found.add(jar.name());
      }
      natives.forEach(
          name -> assertFalse(NVIDIA.matcher(name).matches(), jar.name() + " has " + name));
    }
    Set<String> listed = new TreeSet<>();
    for (String line : section("## Natives in these jars")) {
      Matcher row = NATIVES.matcher(line);
      if (row.matches()) {
        listed.add(row.group(1));
      }
    }
    assertTrue(listed.containsAll(found), found + " have natives, listed are " + listed);
    assertFalse(found.isEmpty());
  }

  @Test
  void everyJarOfOursHasTheLicence() throws IOException {
    byte[] licence = Files.readAllBytes(Artifacts.ROOT.resolve("LICENSE"));
    for (ModuleReference module : Artifacts.published().values()) {
      try (ModuleReader reader = module.open();
          InputStream in = reader.open("META-INF/LICENSE").orElseThrow()) {
        assertEquals(licence.length, in.readAllBytes().length, module.descriptor().name());
        assertTrue(reader.find("META-INF/NOTICE").isPresent(), module.descriptor().name());
      }
    }
  }

  /** What the command and the kit bring; tools of the build are not given to anyone. */
  private static List<ThirdPartyJar> jars() {
    return Artifacts.paths().stream()
        .filter(path -> path.startsWith(repository()))
        .filter(path -> isIn("cli", path) || isIn("conformance-tests", path))
        .map(path -> ThirdPartyJar.of(repository(), path))
        .filter(jar -> !jar.group().equals("io.decant"))
        .toList();
  }

  private static boolean isIn(String folder, Path jar) {
    return Files.exists(
        Artifacts.ROOT.resolve(folder).resolve("target/lib").resolve(jar.getFileName()));
  }

  private static Path repository() {
    return Path.of(System.getProperty("decant.repository"));
  }

  private static List<String> section(String heading) throws IOException {
    List<String> lines = Files.readAllLines(Artifacts.ROOT.resolve("docs/third-party.md"));
    List<String> section = lines.subList(lines.indexOf(heading) + 1, lines.size());
    int end = 0;
    while (end < section.size() && !section.get(end).startsWith("## ")) {
      end++;
    }
    return section.subList(0, end);
  }
}
