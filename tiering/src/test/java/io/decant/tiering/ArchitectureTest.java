package io.decant.tiering;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void dependsOnTheSpiAlone() {
    JavaClasses imported = new ClassFileImporter().importPath(Path.of("target/classes"));
    assertTrue(imported.size() >= 18, "only " + imported.size() + " classes were seen");
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "jdk.jfr..",
            "com.sun.nio.file",
            "org.jspecify..",
            "io.decant.tiering",
            "io.decant.tiering.plan",
            "io.decant.tiering.tier",
            "io.decant.spi.op",
            "io.decant.spi.device",
            "io.decant.spi.memory")
        .check(imported);
  }
}
