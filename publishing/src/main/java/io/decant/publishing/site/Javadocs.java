package io.decant.publishing.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The Javadoc of the modules of a checkout that have been documented. */
record Javadocs(Path root) {
  private static final String MADE = "target/reports/apidocs";

  /** Returns the modules' folders. */
  List<String> modules() throws IOException {
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve(MADE).resolve("index.html")))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /** Copies each module's pages to a folder of its name. */
  void copyTo(Path target) throws IOException {
    for (String module : modules()) {
      Path from = root.resolve(module).resolve(MADE);
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path to = target.resolve(module).resolve(from.relativize(file));
          Files.createDirectories(to.getParent());
          Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  /** Returns the list of modules, as HTML. */
  String index() throws IOException {
    StringBuilder html = new StringBuilder("<h1>Javadoc</h1>\n<ul>\n");
    for (String module : modules()) {
      html.append("<li><a href=\"" + module + "/index.html\">" + module + "</a></li>\n");
    }
    return html.append("</ul>\n").toString();
  }
}
