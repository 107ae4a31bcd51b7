package io.decant.publishing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.publishing.compatibility.ApiChanges;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Releases keep what earlier ones promised; the check finds it when they do not. */
class CompatibilityTest {
  private static final String MODULE = "module example { exports example; }";
  private static final String BEFORE =
      "package example; public interface Tier { long bytes(); default int order() { return 0; } }";

  private static final String OTHER =
      """
      package example.other;
      public class Other implements Runnable { public void run() {} }
      """;

  /** The modules whose public interface others build on. */
  private static final List<String> CHECKED =
      List.of("proto", "spi", "kernels", "api", "tiering", "conformance-tests");

  @TempDir Path temporary;

  @Test
  void sameInterfaceIsCompatible() throws IOException {
    Path before = jar("before", MODULE, BEFORE);
    assertEquals(List.of(), ApiChanges.breaking(before, before));
  }

  @Test
  void newDefaultMethodIsCompatible() throws IOException {
    Path after =
        jar("after", MODULE, BEFORE.replace("long bytes();", "long bytes(); default void x() {}"));
    assertEquals(List.of(), ApiChanges.breaking(jar("before", MODULE, BEFORE), after));
  }

  @Test
  void removedMethodIsFound() throws IOException {
    expectBroken(BEFORE.replace("long bytes();", ""), "bytes METHOD_REMOVED");
  }

  @Test
  void otherReturnTypeIsFound() throws IOException {
    expectBroken(BEFORE.replace("long bytes", "int bytes"), "bytes METHOD_RETURN_TYPE_CHANGED");
  }

  @Test
  void newMethodThatImplementersLackIsFound() throws IOException {
    expectBroken(
        BEFORE.replace("long bytes();", "long bytes(); void close();"),
        "close METHOD_ADDED_TO_INTERFACE");
  }

  @Test
  void packageThatIsNotExportedAnyMoreIsFound() throws IOException {
    Path after = jar("after", "module example { exports example.other; }", BEFORE);
    assertEquals(
        List.of("package example is not exported any more"),
        ApiChanges.breaking(jar("before", MODULE, BEFORE), after));
  }

  @Test
  void serviceThatIsNotProvidedAnyMoreIsFound() throws IOException {
    String service = " provides Runnable with example.other.Other; }";
    Path before = jar("before", MODULE.replace(" }", service), BEFORE);
    assertEquals(
        List.of("service java.lang.Runnable is not provided any more"),
        ApiChanges.breaking(before, jar("after", MODULE, BEFORE)));
  }

  @Test
  @EnabledIfSystemProperty(named = "decant.baseline", matches = ".+")
  void releaseIsCompatibleWithTheBaseline() throws IOException {
    Path baseline = Path.of(System.getProperty("decant.baseline"));
    String version = System.getProperty("decant.baseline.version");
    for (String folder : CHECKED) {
      String artifact = "decant-" + folder;
      Path older =
          baseline.resolve(
              "io/decant/" + artifact + "/" + version + "/" + artifact + "-" + version + ".jar");
      assertEquals(List.of(), ApiChanges.breaking(older, built(artifact)), artifact);
    }
  }

  private void expectBroken(String after, String reason) throws IOException {
    List<String> broken =
        ApiChanges.breaking(jar("before", MODULE, BEFORE), jar("after", MODULE, after));
    assertEquals(1, broken.size(), broken.toString());
    assertTrue(broken.get(0).startsWith("example.Tier: "), broken.get(0));
    assertTrue(broken.get(0).contains(reason), broken.get(0));
  }

  private static Path built(String artifact) {
    return Artifacts.paths().stream()
        .filter(
            path -> path.getFileName().toString().matches(artifact + "-\\d[^-]*(-SNAPSHOT)?\\.jar"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(artifact + " is not on the class path"));
  }

  private Path jar(String name, String module, String type) throws IOException {
    Path sources = Files.createDirectories(temporary.resolve(name).resolve("example"));
    Path descriptor = sources.resolveSibling("module-info.java");
    Files.writeString(descriptor, module);
    Files.writeString(sources.resolve("Tier.java"), type);
    Path other = Files.createDirectories(sources.resolve("other")).resolve("Other.java");
    Files.writeString(other, OTHER);
    Path classes = temporary.resolve(name + "-classes");
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-d",
                classes.toString(),
                descriptor.toString(),
                other.toString(),
                sources.resolve("Tier.java").toString());
    assertEquals(0, code);
    Path jar = temporary.resolve(name + ".jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      for (String entry :
          List.of("module-info.class", "example/Tier.class", "example/other/Other.class")) {
        entries.putNextEntry(new JarEntry(entry));
        entries.write(Files.readAllBytes(classes.resolve(entry)));
      }
    }
    return jar;
  }
}
