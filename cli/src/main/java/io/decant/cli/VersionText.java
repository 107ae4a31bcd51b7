package io.decant.cli;

import io.decant.api.backend.Backends;
import io.decant.api.backend.FoundBackend;
import java.io.PrintStream;
import java.util.List;

/** What {@code --version} says: the version, the backends that were found, what it is made of. */
final class VersionText {
  private static final List<Part> PARTS =
      List.of(
          new Part("native", "OpenBLAS", "openblas", "BSD 3-clause"),
          new Part("native", "LMDB in lmdbjava", "lmdbjava", "OpenLDAP; Apache 2.0"),
          new Part("native", "JavaCPP", "javacpp", "Apache 2.0"),
          new Part("native", "JOCL", "jocl", "MIT"),
          new Part("native", "CLBlast in JOCLBlast", "jocl-blast", "Apache 2.0; MIT"),
          new Part("native", "JCuda", "jcuda", "MIT"),
          new Part("native", "CUDA preset of JavaCPP", "cuda", "Apache 2.0; NVIDIA's apart"),
          new Part("library", "Guice", "guice", "Apache 2.0"),
          new Part("library", "jHDF", "jhdf", "MIT"),
          new Part("library", "picocli", "picocli", "Apache 2.0"),
          new Part("library", "Protocol Buffers", "protobuf", "BSD 3-clause"),
          new Part("library", "SLF4J", "slf4j", "MIT"));

  /** Something that others made: what it is, its name, its version's property, its licence. */
  private record Part(String kind, String name, String property, String licence) {
    String text() {
      return kind + " " + name + " " + Version.of(property) + " (" + licence + ")";
    }
  }

  private VersionText() {}

  static void print(PrintStream out) {
    out.println("decant " + Version.get() + " (Apache 2.0)");
    out.println(
        "Java " + System.getProperty("java.version") + ", " + System.getProperty("java.vendor"));
    Backends backends = Backends.find();
    for (FoundBackend backend : backends.all()) {
      out.println(
          "backend " + backend.name() + " " + backend.version() + ", from " + backend.origin());
    }
    backends.broken().forEach(out::println);
    PARTS.forEach(part -> out.println(part.text()));
  }
}
