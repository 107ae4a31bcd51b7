package io.decant.publishing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/**
 * What the published POMs say can be read everywhere: by tools that know no profiles, as Gradle and
 * Ivy, and by Maven on a platform other than the one that built.
 */
class PublishedPomTest {
  private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]*)}");
  private static final Pattern NATIVES = Pattern.compile("org\\.[\\w.-]+(:[\\w.-]+){3}");
  private static final Element PARENT = Pom.read(Artifacts.ROOT.resolve("pom.xml"));

  @Test
  void everythingIsKnownWithoutProfiles() {
    Map<String, String> known = new HashMap<>(Map.of("project.version", "any"));
    for (Element property : Pom.children(PARENT, "properties", "*")) {
      known.put(property.getTagName(), property.getTextContent().strip());
    }
    List<String> unknown = new ArrayList<>();
    List<Element> dependencies = new ArrayList<>();
    for (Element pom : poms()) {
      dependencies.addAll(Pom.children(pom, "dependencies", "dependency"));
      dependencies.addAll(Pom.children(pom, "dependencyManagement", "dependencies", "dependency"));
      dependencies.addAll(Pom.children(pom, "profiles", "profile", "dependencies", "dependency"));
    }
    for (Element dependency : dependencies) {
      Matcher property = PROPERTY.matcher(dependency.getTextContent());
      while (property.find()) {
        if (known.getOrDefault(property.group(1), "").isEmpty()) {
          unknown.add(Pom.text(dependency, "artifactId") + ": " + property.group());
        }
      }
    }
    assertTrue(dependencies.size() > 80, "only " + dependencies.size() + " were found");
    assertEquals(List.of(), unknown);
  }

  /** Natives that depend on the platform are chosen by the machine that depends on them. */
  @Test
  void profilesBringTheNativesOfAPlatform() {
    Map<String, Set<String>> natives = new TreeMap<>();
    for (Element pom : poms()) {
      for (Element profile : Pom.children(pom, "profiles", "profile")) {
        for (Element dependency : Pom.children(profile, "dependencies", "dependency")) {
          String platform = platform(profile);
          assertEquals(platform, Pom.text(dependency, "classifier"));
          natives
              .computeIfAbsent(platform, name -> new TreeSet<>())
              .add(Pom.text(dependency, "artifactId"));
        }
      }
    }
    Set<String> blas = Set.of("javacpp", "openblas");
    assertEquals(
        Map.of(
            "linux-x86_64", Set.of("cuda", "javacpp", "jcuda-natives", "openblas"),
            "linux-arm64", blas,
            "macosx-x86_64", blas,
            "macosx-arm64", blas,
            "windows-x86_64", blas),
        natives);
  }

  @Test
  void theDocumentNamesTheNatives() throws IOException {
    String document = Files.readString(Artifacts.ROOT.resolve("docs/java.md"));
    Set<String> named =
        NATIVES
            .matcher(document)
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toCollection(TreeSet::new));
    String javacpp = known("javacpp.version");
    assertEquals(
        Set.of(
            "org.bytedeco:javacpp:" + javacpp + ":linux-x86_64",
            "org.bytedeco:openblas:" + known("openblas.version") + "-" + javacpp + ":linux-x86_64",
            "org.bytedeco:cuda:" + known("cuda.version") + "-" + javacpp + ":linux-x86_64",
            "org.jcuda:jcuda-natives:" + known("jcuda.version") + ":linux-x86_64"),
        named);
  }

  private static String known(String property) {
    return Pom.text(Pom.children(PARENT, "properties").get(0), property);
  }

  /** Java's words for system and processor in JavaCPP's. */
  private static String platform(Element profile) {
    Element os = Pom.children(profile, "activation", "os").get(0);
    String system = Pom.text(os, "name") + Pom.text(os, "family");
    String processor = Pom.text(os, "arch");
    return system.replace("mac", "macosx")
        + "-"
        + processor.replace("amd64", "x86_64").replace("aarch64", "arm64");
  }

  private static List<Element> poms() {
    List<Element> poms = new ArrayList<>(List.of(PARENT));
    Set<String> folders = new TreeSet<>(Artifacts.PUBLISHED.values());
    folders.addAll(Set.of("bom", "decant-pom"));
    for (String folder : folders) {
      poms.add(Pom.read(Artifacts.ROOT.resolve(Path.of(folder, "pom.xml"))));
    }
    return poms;
  }
}
