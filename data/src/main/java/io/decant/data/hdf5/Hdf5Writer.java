package io.decant.data.hdf5;

import io.decant.data.DataException;
import io.decant.proto.ProtoFileException;
import io.decant.proto.io.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * Writes files of float32 datasets, each in one piece behind a head that describes all of them.
 * Thread-safe.
 */
public final class Hdf5Writer {
  private static final int PIECE = 1 << 14;

  private Hdf5Writer() {}

  /**
   * Writes a file, which appears under its name only when it is complete.
   *
   * @param file its name; its folder must exist
   * @param arrays its datasets, 1 to 8
   * @throws DataException when it cannot be written, as when the disk is full; what had the name is
   *     untouched then
   */
  public static void write(Path file, List<Hdf5Array> arrays) throws DataException {
    List<Hdf5Array> sorted = arrays.stream().sorted(Comparator.comparing(Hdf5Array::name)).toList();
    try (AtomicFile target = AtomicFile.create(file)) {
      try {
        OutputStream out = target.stream();
        out.write(new Hdf5Head(sorted).bytes());
        for (Hdf5Array array : sorted) {
          write(array, out);
        }
      } catch (IOException e) {
        throw target.failure(e);
      }
      target.commit();
    } catch (ProtoFileException e) {
      throw new DataException(String.valueOf(e.getMessage()), e);
    }
  }

  private static void write(Hdf5Array array, OutputStream out) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * PIECE).order(ByteOrder.LITTLE_ENDIAN);
    long count = array.shape().count();
    for (long first = 0; first < count; first += PIECE) {
      int length = (int) Math.min(PIECE, count - first);
      bytes.asFloatBuffer().put(array.values().floats(first, length));
      out.write(bytes.array(), 0, Float.BYTES * length);
    }
    out.write(new byte[Hdf5Head.padding(array.bytes())]);
  }
}
