package io.decant.api.solver;

import io.decant.proto.ProtoFileException;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.FileCheck;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** By what a state knows the weights that it was written with: their file's length and CRC-32C. */
final class Checksum {
  private Checksum() {}

  static FileCheck of(Path file) {
    CRC32C sum = new CRC32C();
    long bytes = 0;
    byte[] buffer = new byte[1 << 18];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        sum.update(buffer, 0, count);
        bytes += count;
      }
    } catch (IOException e) {
      throw new ProtoFileException(file + " cannot be read: " + e.getMessage(), e);
    }
    return FileCheck.newBuilder().setBytes(bytes).setCrc32C((int) sum.getValue()).build();
  }

  /** Makes sure that weights are those that a state was written with. */
  static void require(FileCheck expected, Path model, Path state) {
    if (!of(model).equals(expected)) {
      throw new ProtoFormatException(
          model.toString(),
          "damaged, or not the weights that " + state.getFileName() + " was written with");
    }
  }
}
