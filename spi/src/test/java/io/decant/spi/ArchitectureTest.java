package io.decant.spi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Packages depend on each other in one direction only: op, device, memory, rewrite, run; layout on
 * all but the last; support and rates on op and device.
 */
class ArchitectureTest {
  private static final String ROOT = "io.decant.spi.";
  private static final Map<String, List<String>> ALLOWED =
      Map.of(
          "op", List.of("op"),
          "device", List.of("op", "device"),
          "support", List.of("op", "device", "support"),
          "rates", List.of("op", "device", "rates"),
          "memory", List.of("op", "device", "memory"),
          "rewrite", List.of("op", "device", "memory", "rewrite"),
          "layout", List.of("op", "device", "memory", "rewrite", "layout"),
          "run", List.of("op", "device", "memory", "rewrite", "run"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPath(Path.of("target/classes"));

  @Test
  void everyPackageWasSeen() {
    Map<String, Long> seen =
        CLASSES.stream()
            .filter(type -> type.getPackageName().startsWith(ROOT))
            .collect(
                Collectors.groupingBy(
                    type -> type.getPackageName().substring(ROOT.length()), Collectors.counting()));
    assertTrue(seen.keySet().equals(ALLOWED.keySet()), seen.toString());
    assertTrue(seen.get("op") >= 45, seen.toString());
    assertTrue(seen.get("device") >= 20, seen.toString());
    assertTrue(seen.get("memory") >= 25, seen.toString());
    assertTrue(seen.get("rewrite") >= 1, seen.toString());
    assertTrue(seen.get("layout") >= 10, seen.toString());
    assertTrue(seen.get("run") >= 8, seen.toString());
    assertTrue(seen.get("support") >= 8, seen.toString());
  }

  @Test
  void arrowsPointOneWay() {
    ALLOWED.forEach(
        (name, others) -> {
          String[] allowed =
              Stream.concat(
                      Stream.of("java..", "com.sun.management", "org.jspecify.."),
                      others.stream().map(other -> ROOT + other))
                  .toArray(String[]::new);
          classes()
              .that()
              .resideInAPackage(ROOT + name)
              .should()
              .onlyDependOnClassesThat()
              .resideInAnyPackage(allowed)
              .check(CLASSES);
        });
  }

  @Test
  void nothingIsStaticAndMutable() {
    List<String> mutable =
        CLASSES.stream()
            .map(JavaClass::getFields)
            .flatMap(Collection::stream)
            .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
            .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL))
            .map(field -> field.getFullName())
            .toList();
    assertTrue(mutable.isEmpty(), mutable.toString());
  }
}
