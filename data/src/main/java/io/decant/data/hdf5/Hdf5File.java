package io.decant.data.hdf5;

import io.decant.data.DataException;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfInvalidPathException;
import io.jhdf.object.datatype.DataType;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * An HDF5 file that is open for reading. Opening it reads its head only. For one thread at a time.
 */
public final class Hdf5File implements Closeable {
  private final Path path;
  private final HdfFile file;

  private Hdf5File(Path path, HdfFile file) {
    this.path = path;
    this.file = file;
  }

  /**
   * Opens a file.
   *
   * @throws DataException when there is none, when it is no HDF5 file, or when it is damaged
   */
  public static Hdf5File open(Path path) throws DataException {
    Signature.check(path);
    return new Hdf5File(path, guarded(path.toString(), () -> new HdfFile(path.toAbsolutePath())));
  }

  /** Returns where it is, as the user named it. */
  public Path path() {
    return path;
  }

  /** Returns the names of what stands at the top of the file, datasets and groups, sorted. */
  public List<String> names() throws DataException {
    return guarded(path.toString(), () -> file.getChildren().keySet().stream().sorted().toList());
  }

  /**
   * Finds a dataset.
   *
   * @param name its name, behind those of its groups and slashes if it is in some
   * @throws DataException when there is none, or it holds something else than numbers
   */
  public Hdf5Dataset dataset(String name) throws DataException {
    String where = "dataset '" + name + "' of " + path;
    Node node =
        guarded(
            where,
            () -> {
              try {
                return name.isEmpty() ? file : file.getByPath(name);
              } catch (HdfInvalidPathException e) {
                return file;
              }
            });
    if (node == file) {
      throw new DataException(
          "%s holds no dataset '%s'; it holds %s".formatted(path, name, names()));
    }
    if (!(node instanceof Dataset dataset)) {
      throw new DataException("cannot read %s: it is no dataset".formatted(where));
    }
    DataType type = guarded(where, dataset::getDataType);
    String problem = Numbers.problem(type);
    if (!problem.isEmpty()) {
      throw new DataException("cannot read %s: %s".formatted(where, problem));
    }
    return guarded(where, () -> new Hdf5Dataset(where, dataset, Numbers.of(type)));
  }

  /**
   * Runs something of the library's. It trusts what it reads, so on a damaged file it may fail in
   * any way.
   *
   * @param where what is read, for errors
   */
  static <T> T guarded(String where, Supplier<T> action) throws DataException {
    try {
      return action.get();
    } catch (OutOfMemoryError e) {
      throw new DataException(
          "cannot read %s: it does not fit in Java's memory, %,d MiB; give more (-Xmx), or split it"
              .formatted(where, Runtime.getRuntime().maxMemory() >> 20),
          e);
    } catch (RuntimeException | StackOverflowError | InternalError e) {
      throw new DataException(
          "cannot read %s: it is damaged, or uses what is not supported (%s)"
              .formatted(where, reason(e)),
          e);
    }
  }

  /** What the innermost cause says, on one line. */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; i < 20 && cause.getCause() != null; i++) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null || message.isBlank()
        ? cause.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }

  /** Closes the file; its datasets must not be used after that. */
  @Override
  public void close() {
    file.close();
  }
}
