package io.decant.cli.tool;

import io.decant.proto.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes texts; a file appears under its name only when it is complete. */
public final class WrittenText {
  private WrittenText() {}

  /**
   * Writes a file.
   *
   * @throws io.decant.proto.ProtoFileException when that is not possible
   */
  public static void write(Path target, String text) {
    try (AtomicFile file = AtomicFile.create(target)) {
      try {
        file.stream().write(text.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw file.failure(e);
      }
      file.commit();
    }
  }
}
