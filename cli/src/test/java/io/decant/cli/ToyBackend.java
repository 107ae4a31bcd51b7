package io.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.spi.device.BackendProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A backend with one device to show and none to open, as the source of a class {@code example.Toy}.
 *
 * @param members more members of the class
 * @param availability what {@code availability()} evaluates
 */
record ToyBackend(String members, String availability) {
  /** One that is all right. */
  static final ToyBackend GOOD = new ToyBackend("", "Availability.yes()");

  private static final String SERVICE = "META-INF/services/" + BackendProvider.class.getName();

  /** Compiles it and writes its jar. */
  void jar(Path file) throws IOException {
    Path classes = Files.createTempDirectory(file.getParent(), "classes");
    Path source = Files.writeString(classes.resolve("Toy.java"), source());
    String spi =
        Path.of(BackendProvider.class.getProtectionDomain().getCodeSource().getLocation().getPath())
            .toString();
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-cp", spi, "-d", classes.toString(), source.toString());
    assertEquals(0, code);
    Map<String, byte[]> entries = new TreeMap<>();
    try (Stream<Path> compiled = Files.list(classes.resolve("example"))) {
      for (Path type : compiled.filter(each -> !each.endsWith("Gone.class")).toList()) {
        entries.put("example/" + type.getFileName(), Files.readAllBytes(type));
      }
    }
    write(file, "example.Toy", entries);
  }

  /** Writes a jar without classes. */
  static void service(Path file, String text) throws IOException {
    write(file, text, Map.of());
  }

  private String source() {
    return """
        package example;
        import io.decant.spi.device.*;
        import java.util.List;
        public final class Toy implements BackendProvider {
          public String name() { return "toy"; }
          public int preference() { return -1; }
          public Availability availability() { return %s; }
          public List<DeviceInfo> devices() {
            return List.of(new DeviceInfo(0, "Toy 1", DeviceInfo.Kind.ACCELERATOR, 1024, "wood"));
          }
          public Device open(int index, BackendContext context) {
            throw new UnsupportedOperationException();
          }
          %s
        }
        /** Left out of the jar. */
        class Gone {
          static Availability ask() { return Availability.yes(); }
        }
        """
        .formatted(availability, members);
  }

  private static void write(Path file, String service, Map<String, byte[]> entries)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out)) {
      jar.putNextEntry(new JarEntry(SERVICE));
      jar.write(service.getBytes(StandardCharsets.UTF_8));
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        jar.putNextEntry(new JarEntry(entry.getKey()));
        jar.write(entry.getValue());
      }
    }
  }
}
