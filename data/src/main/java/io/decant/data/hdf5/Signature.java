package io.decant.data.hdf5;

import io.decant.data.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an HDF5 file begins with: a signature, at byte 0 or at a power of two from 512 on, and the
 * length that the file must have. Source: the HDF5 file format, its superblock.
 */
public final class Signature {
  static final long SIGNATURE = 0x0a1a0a0d46444889L;
  private static final int HEAD = 52;

  private Signature() {}

  /** Returns whether a file looks like an HDF5 file. */
  public static boolean isHdf5(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return find(channel) != null;
    }
  }

  /** Checks that a file is a whole HDF5 file. */
  static void check(Path file) throws DataException {
    if (!Files.exists(file)) {
      throw error(file, "there is no such file");
    }
    if (!Files.isRegularFile(file)) {
      throw error(file, Files.isDirectory(file) ? "it is a folder" : "it is not a regular file");
    }
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      if (size == 0) {
        throw error(file, "it is empty");
      }
      ByteBuffer head = find(channel);
      if (head == null) {
        throw error(file, "it is no HDF5 file");
      }
      long end = end(head);
      if (end > size) {
        throw error(
            file,
            "it is cut short at %,d of %,d bytes; copy or make it again".formatted(size, end));
      }
    } catch (DataException e) {
      throw e;
    } catch (AccessDeniedException e) {
      throw error(file, "this user may not");
    } catch (IOException e) {
      throw error(file, String.valueOf(e.getMessage()));
    }
  }

  private static DataException error(Path file, String problem) {
    return new DataException("cannot read " + file + ": " + problem);
  }

  /** Returns what begins with the signature; null if that is nowhere. */
  private static @Nullable ByteBuffer find(FileChannel channel) throws IOException {
    for (long at = 0; at < channel.size(); at = at == 0 ? 512 : 2 * at) {
      ByteBuffer head = ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN);
      while (head.hasRemaining() && channel.read(head, at + head.position()) > 0) {
        // until it is full, or the file ends
      }
      if (head.position() >= Long.BYTES && head.getLong(0) == SIGNATURE) {
        return head;
      }
    }
    return null;
  }

  /** Returns the length that the superblock states; 0 for one that is not understood. */
  private static long end(ByteBuffer head) {
    int version = head.get(8);
    if (version == 0 || version == 1) {
      return head.get(13) == Long.BYTES ? head.getLong(version == 0 ? 40 : 44) : 0;
    }
    return version <= 3 && head.get(9) == Long.BYTES ? head.getLong(28) : 0;
  }
}
