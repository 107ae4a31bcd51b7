package io.decant.publishing;

import java.io.File;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The published modules and everything that they bring, as the class path of the tests has it. */
final class Artifacts {
  /** The repository's root. */
  static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  /** Folders of the published modules, by module name. */
  static final Map<String, String> PUBLISHED =
      Map.ofEntries(
          Map.entry("io.decant.proto", "proto"),
          Map.entry("io.decant.spi", "spi"),
          Map.entry("io.decant.kernels", "kernels"),
          Map.entry("io.decant.api", "api"),
          Map.entry("io.decant.data", "data"),
          Map.entry("io.decant.onnx", "onnx"),
          Map.entry("io.decant.tiering", "tiering"),
          Map.entry("io.decant.backend.cpu", "backend-cpu"),
          Map.entry("io.decant.backend.opencl", "backend-opencl"),
          Map.entry("io.decant.backend.cuda", "backend-cuda"),
          Map.entry("io.decant.conformance", "conformance-tests"),
          Map.entry("io.decant.cli", "cli"));

  /**
   * lmdbjava's natives: Java makes no module of a jar with this name, so it stays on the class
   * path.
   */
  private static final String NO_MODULE = "native-\\d.*\\.jar";

  private Artifacts() {}

  /** Returns the jars and folders, without the tests themselves. */
  static List<Path> paths() {
    String tests =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(tests.split(File.pathSeparator))
        .map(Path::of)
        .filter(Files::exists)
        .filter(path -> !path.startsWith(ROOT.resolve("publishing")))
        .toList();
  }

  static String joined(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** Returns what the module path takes. */
  static List<Path> ofModules() {
    return paths().stream().filter(path -> !isNoModule(path)).toList();
  }

  /** Returns what is left to the class path beside a module path. */
  static List<Path> ofNoModule() {
    return paths().stream().filter(Artifacts::isNoModule).toList();
  }

  private static boolean isNoModule(Path path) {
    return path.getFileName().toString().matches(NO_MODULE);
  }

  /** Returns every module, Decant's and others', each as found alone. */
  static List<ModuleReference> modules() {
    return ofModules().stream().flatMap(path -> ModuleFinder.of(path).findAll().stream()).toList();
  }

  static Map<String, ModuleReference> published() {
    return modules().stream()
        .filter(module -> module.descriptor().name().startsWith("io.decant."))
        .collect(Collectors.toMap(module -> module.descriptor().name(), module -> module));
  }

  static List<ModuleDescriptor> descriptors() {
    return modules().stream().map(ModuleReference::descriptor).toList();
  }
}
