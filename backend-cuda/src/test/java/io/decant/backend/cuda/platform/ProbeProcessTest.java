package io.decant.backend.cuda.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProbeProcessTest {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  /** A library that loads. */
  static final class Loads {
    private Loads() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
      System.out.println("Warning: something else");
      System.out.println("version 1.2 of " + String.join(" ", arguments));
    }
  }

  /** A library that ends the process, as the C library does for a symbol that is not there. */
  static final class Aborts {
    private Aborts() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
      System.err.println("symbol lookup error: undefined symbol: cublasNewThing");
      Runtime.getRuntime().halt(127);
    }
  }

  /** A library that says nothing. */
  static final class Silent {
    private Silent() {}

    public static void main(String[] arguments) {}
  }

  @Test
  void whatLoadsIsUsable() {
    assertEquals(Optional.of(new Verdict(true, "1.2 of CUDNN a.so b.so")), run(Loads.class));
  }

  @Test
  void whatEndsTheProcessIsNot() {
    Verdict verdict = run(Aborts.class).orElseThrow();
    assertFalse(verdict.usable());
    assertEquals(
        "a process that loads it ends with status 127: symbol lookup error: undefined symbol:"
            + " cublasNewThing",
        verdict.text());
  }

  @Test
  void whatGivesNoAnswerIsNot() {
    assertEquals(
        Optional.of(new Verdict(false, "a process that loads it ends with status 0")),
        run(Silent.class));
  }

  @Test
  void withoutAJavaThereIsNoVerdict() {
    assertEquals(
        Optional.empty(),
        new ProbeProcess(Path.of("no", "java"), Loads.class.getName()).run(finding()));
  }

  @Test
  void aProbeWithoutTheLibraryGivesAVerdict() {
    Verdict verdict = new ProbeProcess(JAVA, Probe.class.getName()).run(finding()).orElseThrow();
    assertFalse(verdict.usable());
    assertTrue(verdict.text().contains("UnsatisfiedLinkError"), verdict.text());
  }

  private static Optional<Verdict> run(Class<?> main) {
    return new ProbeProcess(JAVA, main.getName()).run(finding());
  }

  private static Finding finding() {
    ClassPath own = ClassPath.own();
    return new Finding(
        CudaLibrary.CUDNN,
        "",
        List.of(
            own.location(resource(ProbeProcessTest.class)).orElseThrow(),
            own.location(resource(Probe.class)).orElseThrow(),
            own.location("org/bytedeco/javacpp/Loader.class").orElseThrow()),
        List.of(Path.of("a.so"), Path.of("b.so")),
        "cuDNN");
  }

  private static String resource(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }
}
