package io.decant.conformance.rules;

import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The tests that a claim takes over from the contracts that it implements. */
final class RuleTests {
  private static final String REQUIRED = "required_";
  private static final String OPTIONAL = "optional_";

  private RuleTests() {}

  /** Returns the rule of each test by the name of its method, whatever a subclass made of it. */
  static Map<String, String> of(Class<?> claim) {
    Map<String, String> rules = new TreeMap<>();
    Set<Class<?>> seen = new HashSet<>();
    for (Class<?> type = claim; type != null; type = type.getSuperclass()) {
      collect(type, seen, rules);
    }
    return rules;
  }

  private static void collect(Class<?> type, Set<Class<?>> seen, Map<String, String> rules) {
    for (Class<?> contract : type.getInterfaces()) {
      if (seen.add(contract)) {
        for (Method method : contract.getDeclaredMethods()) {
          DisplayName name = method.getAnnotation(DisplayName.class);
          if (name != null && method.isAnnotationPresent(Test.class)) {
            rules.put(method.getName(), RuleResult.ruleOf(name.value()));
          }
        }
        collect(contract, seen, rules);
      }
    }
  }

  /** Returns whether a test is one of the contracts' that must not be skipped. */
  static boolean isRequired(String method) {
    return method.startsWith(REQUIRED);
  }

  /** Returns whether a test is one of the contracts' that may be skipped. */
  static boolean isOptional(String method) {
    return method.startsWith(OPTIONAL);
  }
}
