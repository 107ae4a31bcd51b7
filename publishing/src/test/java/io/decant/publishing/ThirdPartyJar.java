package io.decant.publishing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.w3c.dom.Element;

/** A jar of others in the local repository, whose folders tell its coordinates. */
record ThirdPartyJar(String group, String artifact, String version, Path file) {
  private static final List<String> NATIVE = List.of(".so", ".dll", ".dylib", ".jnilib");

  static ThirdPartyJar of(Path repository, Path file) {
    Path relative = repository.relativize(file);
    int names = relative.getNameCount();
    String group = relative.subpath(0, names - 3).toString().replace('\\', '.').replace('/', '.');
    return new ThirdPartyJar(
        group,
        relative.getName(names - 3).toString(),
        relative.getName(names - 2).toString(),
        file);
  }

  String name() {
    return group + ":" + artifact;
  }

  /** Returns the file names of the native libraries inside. */
  List<String> natives() throws IOException {
    try (ZipFile jar = new ZipFile(file.toFile())) {
      return jar.stream()
          .map(entry -> entry.getName().substring(entry.getName().lastIndexOf('/') + 1))
          .filter(name -> NATIVE.stream().anyMatch(name::contains))
          .toList();
    }
  }

  /**
   * Returns the licences that its POM or the nearest of its parents names, with their SPDX names.
   */
  String licences(Path repository) {
    return licences(repository, group, artifact, version);
  }

  private static String licences(Path repository, String group, String artifact, String version) {
    Path pom =
        repository
            .resolve(group.replace('.', '/'))
            .resolve(artifact)
            .resolve(version)
            .resolve(artifact + "-" + version + ".pom");
    Element project = Pom.read(pom);
    List<String> names = new ArrayList<>();
    for (Element licence : Pom.children(project, "licenses", "license")) {
      names.add(spdx(Pom.text(licence, "name")));
    }
    if (!names.isEmpty()) {
      return String.join(" OR ", names);
    }
    return Pom.children(project, "parent").stream()
        .map(
            parent ->
                licences(
                    repository,
                    Pom.text(parent, "groupId"),
                    Pom.text(parent, "artifactId"),
                    Pom.text(parent, "version")))
        .collect(Collectors.joining());
  }

  private static String spdx(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.contains("lesser general public license version 3")) {
      return "LGPL-3.0";
    }
    if (lower.contains("classpath exception")) {
      return "GPL-2.0-with-classpath-exception";
    }
    if (lower.contains("(gpl) version 2, or any later")) {
      return "GPL-2.0-or-later";
    }
    if (lower.contains("apache") && lower.contains("2.0")) {
      return "Apache-2.0";
    }
    if (lower.matches("(the )?mit( license)?")) {
      return "MIT";
    }
    if (lower.equals("the openldap public license, version 2.8")) {
      return "OLDAP-2.8";
    }
    return lower.equals("eclipse public license v2.0") ? "EPL-2.0" : name;
  }
}
