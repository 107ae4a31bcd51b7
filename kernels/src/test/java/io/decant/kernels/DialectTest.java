package io.decant.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every kernel keeps the dialect, and is there for some plan. */
class DialectTest {
  private static final int FEWEST_KERNELS = 17;
  private static final int FEWEST_HEADERS = 11;

  /** Texts that break one rule each. */
  private static final Map<String, String> PLANTED =
      Map.ofEntries(
          Map.entry("double x = 0.0f;", "double precision"),
          Map.entry("int half = 2;", "half is a type"),
          Map.entry("unsigned long x;", "long has no fixed size"),
          Map.entry("atomic_add(x, 1);", "atomics"),
          Map.entry("atomicAdd(x, 1);", "atomics"),
          Map.entry("x = 0.5 * y;", "a number of double precision"),
          Map.entry("x = 1e-3;", "a number of double precision"),
          Map.entry("x = .5;", "a number of double precision"),
          Map.entry("x = 2.;", "a number of double precision"),
          Map.entry("struct Pair { int n; float *x; };", "a pointer inside a struct"),
          Map.entry("x = threadIdx.x;", "one language's own words"),
          Map.entry("x = get_local_id(0);", "one language's own words"),
          Map.entry("__local float x[4];", "one language's own words"),
          Map.entry("barrier(CLK_LOCAL_MEM_FENCE);", "one language's own words"),
          Map.entry("KERNEL(other)(OUTPUT(float, y)) {}", "entries are"),
          Map.entry("if (LOCAL_ID(0) < 4) { x = 1; BARRIER(); }", "a barrier that not all"),
          Map.entry("if (LOCAL_ID(0) < 4) BARRIER();", "a barrier that not all"),
          Map.entry(
              "for (int i = LOCAL_ID(0); i < n; i++) { { GLOBAL_BARRIER(); } }",
              "a barrier that not all"));

  private static Path folder(String inside) {
    try {
      return Path.of(Objects.requireNonNull(Sources.class.getResource(inside), inside).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder("unary.c").resolveSibling("."))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".c") || name.endsWith(".h")) {
          sources.put(name, Files.readString(file));
        }
      }
    }
    return sources;
  }

  @Test
  void everyFileKeepsTheRules() throws IOException {
    Map<String, String> sources = sources();
    long kernels = sources.keySet().stream().filter(name -> name.endsWith(".c")).count();
    assertTrue(kernels >= FEWEST_KERNELS, () -> "only " + kernels + " kernels seen");
    assertTrue(sources.size() - kernels >= FEWEST_HEADERS, sources.keySet()::toString);
    List<String> found =
        sources.entrySet().stream()
            .flatMap(file -> DialectRules.violations(file.getKey(), file.getValue()).stream())
            .toList();
    assertEquals(List.of(), found);
  }

  @Test
  void plantedViolationsAreFound() {
    PLANTED.forEach(
        (text, rule) -> {
          List<String> found = DialectRules.violations("planted.h", text);
          assertEquals(1, found.size(), () -> text + " gives " + found);
          assertTrue(found.get(0).startsWith("planted.h: " + rule), found.get(0));
        });
    assertEquals(
        List.of("planted.c: entries are [] instead of [planted]"),
        DialectRules.violations("planted.c", "int x;"));
  }

  @Test
  void legalTextsAreLeftAlone() {
    String legal =
        """
        /* double, 0.5 and long may be spoken of */
        #define ITEM \\
          LOCAL_ID(0)
        KERNEL(legal)(OUTPUT(float, y) GEOMETRY) {
          const float x = 0.5f + 1e-3f + 2.0F + 0x1F + (float) 17;
          if (LOCAL_ID(0) == 0) {
            y[0] = x;
          }
          for (int i = 0; i < 4; i++) {
            BARRIER();
          }
        }
        """;
    assertEquals(List.of(), DialectRules.violations("legal.c", legal));
  }

  @Test
  void everyHeaderIsIncludedAndEveryKernelPlanned() throws IOException {
    Map<String, String> sources = sources();
    String texts = String.join("\n", sources.values());
    String classes = classes();
    for (String file : sources.keySet()) {
      String name = file.substring(0, file.length() - 2);
      boolean used =
          file.endsWith(".h") ? texts.contains("#include \"" + file + "\"") : names(classes, name);
      assertTrue(used, () -> "nothing uses " + file);
    }
    assertFalse(names(classes, "no_such_kernel"));
  }

  /** Returns whether a class has exactly this text as a constant: its length goes before it. */
  private static boolean names(String classes, String constant) {
    return classes.contains(
        "\u0001" + (char) (constant.length() >> 8) + (char) constant.length() + constant);
  }

  private static String classes() throws IOException {
    try (Stream<Path> files = Files.walk(folder("Sources.class").resolveSibling("."))) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .map(DialectTest::bytes)
          .collect(Collectors.joining());
    }
  }

  private static String bytes(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
