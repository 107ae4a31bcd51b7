package io.decant.backend.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.conformance.trial.DeviceSession;
import io.decant.conformance.trial.JavaProcess;
import io.decant.conformance.trial.KitContext;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.View;
import io.decant.spi.op.Gemm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs without JOCLBlast, and systems that it has no library for, played by processes. */
class ClBlastAbsenceTest {
  private static final String JAR = "jocl-blast";

  @TempDir Path temporary;

  /** What the processes run: a product on two devices, and what the log says. */
  static final class Multiplying {
    private Multiplying() {}

    public static void main(String[] arguments) {
      for (int round = 0; round < 2; round++) {
        KitContext context = KitContext.unlimited();
        try (DeviceSession session =
                new DeviceSession(new OpenClBackendProvider().open(0, context));
            DeviceSlab slab = session.device().allocate(64)) {
          Gemm spec = Gemm.dense(1, 1, 1, false, false, 2, 0);
          View[] views = new View[3];
          for (int i = 0; i < views.length; i++) {
            views[i] = new View(slab, 4L * i, spec.operands().get(i).tensor());
          }
          session.write(slab, 0, Float.floatToIntBits(3), Float.floatToIntBits(5));
          session.run(spec, views);
          System.out.println("product: " + Float.intBitsToFloat(session.read(slab, 8, 1)[0]));
        }
        System.out.print(context.said());
      }
    }
  }

  @Test
  void withoutTheJarOwnKernelsServe() throws Exception {
    OpenClDevices.assumeAvailable();
    String said = run(classPathWithout(JAR), "clblast");
    servedByOwnKernels(said, "warning: opencl: CLBlast cannot be loaded (JOCLBlast is not on the");
  }

  @Test
  void withoutALibraryForTheSystemOwnKernelsServe() throws Exception {
    OpenClDevices.assumeAvailable();
    List<String> classPath = new ArrayList<>(classPathWithout(JAR));
    classPath.add(classesOf(jar()).toString());
    servedByOwnKernels(
        run(classPath, "clblast"),
        "warning: opencl: CLBlast cannot be loaded (Error while loading native library");
  }

  @Test
  void whereItIsNotWantedItIsNotMissed() throws Exception {
    OpenClDevices.assumeAvailable();
    String said = run(classPathWithout(JAR), "own");
    assertEquals(2, said.lines().filter("product: 30.0"::equals).count(), said);
    assertFalse(said.contains("CLBlast"), said);
  }

  private static void servedByOwnKernels(String said, String warning) {
    assertEquals(2, said.lines().filter("product: 30.0"::equals).count(), said);
    List<String> warnings = said.lines().filter(line -> line.contains("CLBlast")).toList();
    assertEquals(2, warnings.size(), said);
    for (String line : warnings) {
      assertTrue(line.startsWith(warning), line);
      assertTrue(line.endsWith("); own kernels compute all products"), line);
    }
  }

  private static List<String> classPathWithout(String jar) {
    return JavaProcess.classPath().stream().filter(entry -> !isJar(entry, jar)).toList();
  }

  private static Path jar() {
    return Path.of(
        JavaProcess.classPath().stream()
            .filter(entry -> isJar(entry, JAR))
            .findFirst()
            .orElseThrow());
  }

  private static boolean isJar(String entry, String jar) {
    return Path.of(entry).getFileName().toString().startsWith(jar);
  }

  private Path classesOf(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry :
          file.stream().filter(each -> each.getName().endsWith(".class")).toList()) {
        Path copy = temporary.resolve("classes").resolve(entry.getName());
        Files.createDirectories(copy.getParent());
        try (InputStream content = file.getInputStream(entry)) {
          Files.copy(content, copy);
        }
      }
    }
    return temporary.resolve("classes");
  }

  private String run(List<String> classPath, String choice)
      throws IOException, InterruptedException {
    return JavaProcess.run(
        temporary,
        Map.of(),
        classPath,
        List.of("-Ddecant.opencl.gemm=" + choice),
        Multiplying.class);
  }
}
