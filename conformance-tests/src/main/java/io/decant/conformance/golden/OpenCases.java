package io.decant.conformance.golden;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.tukaani.xz.XZInputStream;

/** The cases that travel with the project, unpacked into a temporary folder until closed. */
public final class OpenCases implements AutoCloseable {
  private static final String RESOURCE = "cases.zip.xz";

  private final Path root;

  private OpenCases(Path root) {
    this.root = root;
  }

  /** Unpacks the cases. */
  public static OpenCases unpack() throws IOException {
    OpenCases cases = new OpenCases(Files.createTempDirectory("decant-cases"));
    try {
      cases.extract();
      return cases;
    } catch (IOException | RuntimeException e) {
      cases.close();
      throw e;
    }
  }

  /** Returns the folder that holds the cases. */
  public Path root() {
    return root;
  }

  /** Deletes all cases but the first of every so many. */
  public void keepEvery(int step) throws IOException {
    List<GoldenCase> cases = GoldenCase.below(root);
    for (int i = 0; i < cases.size(); i++) {
      if (i % step != 0) {
        delete(cases.get(i).folder());
      }
    }
  }

  private void extract() throws IOException {
    try (InputStream resource = OpenCases.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new FileNotFoundException("resource " + RESOURCE + " is missing from the jar");
      }
      try (ZipInputStream zip = new ZipInputStream(new XZInputStream(resource))) {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
          Path file = root.resolve(entry.getName()).normalize();
          if (!file.startsWith(root)) {
            throw new IOException("entry " + entry.getName() + " leaves the folder");
          }
          Files.createDirectories(file.resolveSibling(""));
          Files.copy(zip, file);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    delete(root);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
