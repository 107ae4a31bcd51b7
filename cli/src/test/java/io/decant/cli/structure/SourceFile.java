package io.decant.cli.structure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Java file of a module's main code.
 *
 * @param module the module's folder
 * @param packageName its package
 * @param type name of its class
 * @param text all of it
 */
record SourceFile(String module, String packageName, String type, String text) {
  /** The repository. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);
  private static final Pattern THIN = Pattern.compile("[{}();,]*|@Override|(import|package) .*");

  /** Returns those of a module. */
  static List<SourceFile> of(String module) throws IOException {
    Path sources = ROOT.resolve(module).resolve("src/main/java");
    List<SourceFile> files = new ArrayList<>();
    try (Stream<Path> found = Files.walk(sources)) {
      for (Path file : found.filter(each -> each.toString().endsWith(".java")).toList()) {
        String type = file.getFileName().toString().replace(".java", "");
        if (!type.equals("module-info")) {
          String name = sources.relativize(file.getParent()).toString().replace('\\', '/');
          files.add(new SourceFile(module, name.replace('/', '.'), type, Files.readString(file)));
        }
      }
    }
    return files;
  }

  /** Returns the fully qualified name of its class. */
  String name() {
    return packageName + "." + type;
  }

  /** Returns the names that it imports. */
  List<String> imports() {
    return text.lines()
        .filter(line -> line.startsWith("import "))
        .map(line -> line.replaceFirst("import (static )?", "").replace(";", "").strip())
        .toList();
  }

  /** Returns its lines without comments, imports and what holds nothing of their own. */
  List<String> substance() {
    return COMMENT
        .matcher(text)
        .replaceAll("")
        .lines()
        .map(String::strip)
        .filter(line -> !THIN.matcher(line).matches())
        .map(line -> line.replaceAll("\\s+", ""))
        .toList();
  }
}
