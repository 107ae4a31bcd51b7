package io.decant.backend.cuda.platform;

import io.decant.spi.support.LinuxLibraries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where NVIDIA's toolkits put their libraries, beside the folders that the system searches. */
final class Toolkits {
  private final Path root;

  /** Looks at the toolkits in this folder, each of which begins with {@code cuda}. */
  Toolkits(Path root) {
    this.root = root;
  }

  /** Looks where the installers put toolkits. */
  static Toolkits installed() {
    return new Toolkits(Path.of("/usr/local"));
  }

  /** Returns the file of a library; of several that of the newest toolkit. */
  Optional<Path> find(String library) {
    String[] names = root.toFile().list((parent, name) -> name.startsWith("cuda"));
    return Arrays.stream(names == null ? new String[0] : names)
        .sorted(Comparator.reverseOrder())
        .flatMap(name -> List.of("/lib64", "/targets/x86_64-linux/lib").stream().map(name::concat))
        .map(root::resolve)
        .map(folder -> folder.resolve(library))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** Returns whether neither the system nor a toolkit has a library, as far as can be told. */
  boolean lack(String library) {
    return LinuxLibraries.absentHere(library) && find(library).isEmpty();
  }

  /** Loads a library from a toolkit where the system would not find it. */
  void load(String library) {
    if (LinuxLibraries.absentHere(library)) {
      find(library).ifPresent(file -> System.load(file.toString()));
    }
  }
}
