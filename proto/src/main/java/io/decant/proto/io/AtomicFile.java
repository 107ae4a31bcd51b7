package io.decant.proto.io;

import io.decant.proto.ProtoFileException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file that appears under its name only when it is complete and on the disk. It is written to a
 * temporary file in the same folder, which takes the name when {@link #commit} is called; whatever
 * had the name before is there until then. Closed without a commit, it leaves nothing. Not
 * thread-safe.
 */
public final class AtomicFile implements AutoCloseable {
  private static final String HEAD = ".";
  private static final String END = ".tmp";

  private final Path target;
  private final Path temporary;
  private final FileChannel channel;
  private final OutputStream stream;
  private boolean done;

  private AtomicFile(Path target, Path temporary, UnaryOperator<OutputStream> device)
      throws IOException {
    this.target = target;
    this.temporary = temporary;
    this.channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    this.stream =
        new BufferedOutputStream(device.apply(Channels.newOutputStream(channel)), 1 << 16);
  }

  /**
   * Begins a file.
   *
   * @param target the name that it will have; a link is followed, its folder must exist
   * @throws ProtoFileException if nothing can be written there
   */
  public static AtomicFile create(Path target) {
    return create(target, UnaryOperator.identity());
  }

  /** Begins a file whose bytes pass through the given device, which may fail. */
  static AtomicFile create(Path target, UnaryOperator<OutputStream> device) {
    try {
      Path real = Files.isSymbolicLink(target) ? target.toRealPath() : target.toAbsolutePath();
      Path folder = real.getParent();
      if (folder == null || Files.isDirectory(real)) {
        throw new ProtoFileException("cannot write " + target + ": it is a folder");
      }
      if (!Files.isDirectory(folder)) {
        throw new ProtoFileException(
            "cannot write " + target + ": there is no folder " + folder + "; make it first");
      }
      if (Files.exists(real) && !Files.isRegularFile(real)) {
        throw new ProtoFileException("cannot write " + target + ": it is not a regular file");
      }
      long unique = ThreadLocalRandom.current().nextLong();
      String name = String.format(HEAD + "%s.%016x" + END, real.getFileName(), unique);
      return new AtomicFile(real, folder.resolve(name), device);
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  /**
   * Deletes temporary files that processes left which ended before they were done. Nobody may be
   * writing such files meanwhile.
   *
   * @param start the folder, and what the names of the files that were being written start with
   */
  public static void removeUnfinished(Path start) {
    Path folder = start.toAbsolutePath().getParent();
    String pattern = Pattern.quote(HEAD + start.getFileName()) + ".*\\.[0-9a-f]{16}" + END;
    if (folder == null || !Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (String.valueOf(file.getFileName()).matches(pattern)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw failure(start, e);
    }
  }

  /** Takes the content; buffered. What it throws is best passed to {@link #failure}. */
  public OutputStream stream() {
    return stream;
  }

  /** The file that is being written, for libraries that want a name; it exists and is empty. */
  public Path temporary() {
    return temporary;
  }

  /**
   * Puts the content on the disk and gives it its name.
   *
   * @throws ProtoFileException if that fails; the file that had the name is untouched
   */
  public void commit() {
    if (done) {
      throw new IllegalStateException(target + " is already closed");
    }
    try {
      stream.flush();
      channel.force(true);
      channel.close();
      rename();
      done = true;
      syncFolder();
    } catch (IOException e) {
      close();
      throw failure(e);
    }
  }

  private void rename() throws IOException {
    try {
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Makes the new name survive a power failure, on systems that let a folder be opened. */
  private void syncFolder() {
    Path folder = target.getParent();
    if (folder == null) {
      return;
    }
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    } catch (IOException e) {
      // Windows refuses; the file itself is on the disk
    }
  }

  /** Returns, to be thrown, what kept this file from being written. */
  public ProtoFileException failure(IOException e) {
    return failure(target, e);
  }

  private static ProtoFileException failure(Path target, IOException e) {
    String cause =
        e instanceof AccessDeniedException ? "this user may not write there" : e.getMessage();
    return new ProtoFileException("cannot write " + target + ": " + cause + free(target), e);
  }

  private static String free(Path target) {
    @Nullable Path folder = target.toAbsolutePath().getParent();
    try {
      return folder == null
          ? ""
          : String.format(
              " (%,d bytes free); what was there before is untouched",
              Files.getFileStore(folder).getUsableSpace());
    } catch (IOException e) {
      return "";
    }
  }

  /** Removes the temporary file unless the content was committed. */
  @Override
  public void close() {
    if (done) {
      return;
    }
    done = true;
    try {
      channel.close();
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      // the failure that led here says more
    }
  }
}
