package io.decant.conformance;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;

/** The ids of the SPI's rules, as documented and as tested. */
public final class RuleIds {
  private static final Pattern DOCUMENTED = Pattern.compile("<li><b>([a-z]+\\.[a-z]+)</b>");

  private RuleIds() {}

  /** Returns the ids that the package-info of a package of some module lists. */
  static Set<String> documented(String module, String packageName) throws IOException {
    Path source =
        Path.of("..", module, "src/main/java", packageName.replace('.', '/'), "package-info.java");
    Set<String> ids = new TreeSet<>();
    Matcher matcher = DOCUMENTED.matcher(Files.readString(source));
    while (matcher.find()) {
      ids.add(matcher.group(1));
    }
    return ids;
  }

  /** Returns the ids that the display names of a contract's tests begin with. */
  public static Set<String> tested(Class<?> contract) {
    Set<String> ids = new TreeSet<>();
    for (Method method : contract.getMethods()) {
      DisplayName name = method.getAnnotation(DisplayName.class);
      if (name != null) {
        ids.add(name.value().substring(0, name.value().indexOf(':')));
      }
    }
    return ids;
  }
}
