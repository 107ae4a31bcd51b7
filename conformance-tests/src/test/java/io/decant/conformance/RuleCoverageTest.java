package io.decant.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.conformance.cases.OperatorCase;
import io.decant.conformance.cases.OperatorCases;
import io.decant.conformance.rules.BackendContract;
import io.decant.conformance.rules.CompositeValueContract;
import io.decant.conformance.rules.ProgramCacheContract;
import io.decant.spi.op.CompositeOp;
import io.decant.spi.op.MandatoryOp;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing that the SPI documents goes untested. */
class RuleCoverageTest {
  @Test
  void everyDocumentedRuleIsTested() throws IOException {
    Set<String> documented = RuleIds.documented("spi", "io.decant.spi.device");
    assertTrue(documented.size() >= 18, () -> "only " + documented);
    documented.addAll(RuleIds.documented("spi", "io.decant.spi.op"));
    documented.addAll(RuleIds.documented("conformance-tests", "io.decant.conformance.rules"));
    Set<String> tested = RuleIds.tested(BackendContract.class);
    tested.addAll(RuleIds.tested(ProgramCacheContract.class));
    assertEquals(documented, tested);
  }

  @Test
  void everyTestSaysWhetherItMayBeSkippedAndThePageSaysWhen() throws IOException {
    String page = Files.readString(Path.of("../docs/writing-a-backend.md"));
    Set<String> optional = new TreeSet<>();
    for (Class<?> contract : List.of(BackendContract.class, ProgramCacheContract.class)) {
      for (Method method : contract.getMethods()) {
        if (method.isAnnotationPresent(Test.class)) {
          assertTrue(method.getName().matches("(required|optional)_\\w+"), method.getName());
          if (method.getName().startsWith("optional_")) {
            optional.add(method.getName());
          }
        }
      }
    }
    optional.removeAll(methods(CompositeValueContract.class));
    assertTrue(optional.size() >= 6, optional::toString);
    optional.forEach(name -> assertTrue(page.contains("`" + name + "`"), name));
  }

  private static Set<String> methods(Class<?> contract) {
    Set<String> names = new TreeSet<>();
    for (Method method : contract.getDeclaredMethods()) {
      if (method.isAnnotationPresent(Test.class)) {
        names.add(method.getName());
      }
    }
    return names;
  }

  @Test
  void everyOperatorHasCases() throws IOException, ReflectiveOperationException {
    Set<String> operators = new TreeSet<>();
    try (Stream<Path> files = Files.list(Path.of("../spi/src/main/java/io/decant/spi/op"))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        if (!name.equals("package-info")) {
          Class<?> type = Class.forName("io.decant.spi.op." + name);
          if (type.isRecord()
              && (MandatoryOp.class.isAssignableFrom(type)
                  || CompositeOp.class.isAssignableFrom(type))) {
            operators.add(name);
          }
        }
      }
    }
    assertTrue(operators.size() >= 28, () -> "only " + operators);
    assertEquals(operators, new TreeSet<>(OperatorCases.operators()));
  }

  @Test
  void everyCompositeOperatorIsComparedWithItsDecomposition() {
    Set<String> compared = new TreeSet<>();
    for (String name : methods(CompositeValueContract.class)) {
      compared.add(name.replaceFirst("^optional_value", ""));
    }
    assertEquals(new TreeSet<>(OperatorCases.composite()), compared);
    for (String operator : compared) {
      assertFalse(OperatorCases.of(operator, 0).isEmpty(), () -> operator + " has no case");
      for (OperatorCase subject : OperatorCases.of(operator, 3)) {
        assertEquals(operator, subject.spec().name());
      }
    }
  }

  @Test
  void casesAreTheSameEveryTime() {
    for (String operator : OperatorCases.operators()) {
      List<OperatorCase> first = OperatorCases.of(operator, 5);
      List<OperatorCase> second = OperatorCases.of(operator, 5);
      for (int i = 0; i < first.size(); i++) {
        assertEquals(first.get(i).spec(), second.get(i).spec());
        for (int operand = 0; operand < first.get(i).data().size(); operand++) {
          assertEquals(
              List.of(Arrays.hashCode(first.get(i).data().get(operand))),
              List.of(Arrays.hashCode(second.get(i).data().get(operand))));
        }
      }
    }
  }
}
