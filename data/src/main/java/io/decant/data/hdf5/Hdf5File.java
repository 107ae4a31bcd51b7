package io.decant.data.hdf5;

import io.decant.data.DataException;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Link;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.DataType;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An HDF5 file that is open for reading. Opening a long one reads its head only. For one thread at
 * a time.
 */
public final class Hdf5File implements Closeable {
  private static final int MOST_TEXT = 1 << 20;

  /**
   * Files up to this length are read as a whole: there the library checks lengths before it uses
   * them, where it else allocates what a damaged file says, up to 2 GiB.
   */
  private static final int READ_WHOLE = 1 << 24;

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
    byte[] content = content(path);
    return new Hdf5File(
        path,
        guarded(
            path.toString(),
            () ->
                content.length > 0
                    ? HdfFile.fromBytes(content)
                    : new HdfFile(path.toAbsolutePath())));
  }

  /** Returns what a short file holds, and nothing of a long one. */
  private static byte[] content(Path path) throws DataException {
    try {
      return Files.size(path) <= READ_WHOLE ? Files.readAllBytes(path) : new byte[0];
    } catch (IOException e) {
      throw new DataException("cannot read " + path + ": " + e.getMessage(), e);
    }
  }

  /** Returns where it is, as the user named it. */
  public Path path() {
    return path;
  }

  /** Returns the names of what stands at the top of the file, datasets and groups, sorted. */
  public List<String> names() throws DataException {
    return entries("").stream().map(Hdf5Entry::name).toList();
  }

  /**
   * Returns what stands in a group, sorted by name.
   *
   * @param group its name, behind those of its groups and slashes if it is in some; empty for the
   *     file itself
   * @throws DataException when there is none
   */
  public List<Hdf5Entry> entries(String group) throws DataException {
    Node node = find(group);
    if (!(node instanceof Group found)) {
      throw new DataException("cannot read %s: it is no group".formatted(where(group)));
    }
    return guarded(
        where(group),
        () ->
            found.getChildren().entrySet().stream()
                .map(child -> entry(group, child.getKey(), child.getValue()))
                .sorted(Comparator.comparing(Hdf5Entry::name))
                .toList());
  }

  private static Hdf5Entry entry(String group, String name, Node node) {
    Node target =
        node instanceof Link link ? (link.isBrokenLink() ? null : link.getTarget()) : node;
    Hdf5Entry.Kind kind = Hdf5Entry.Kind.OTHER;
    if (target instanceof Group) {
      kind = Hdf5Entry.Kind.GROUP;
    } else if (target instanceof Dataset) {
      kind = Hdf5Entry.Kind.DATASET;
    }
    return new Hdf5Entry(name, group.isEmpty() ? name : group + "/" + name, kind);
  }

  /**
   * Finds a dataset of numbers.
   *
   * @param name its name, behind those of its groups and slashes if it is in some
   * @throws DataException when there is none, or it holds something else than numbers
   */
  public Hdf5Dataset dataset(String name) throws DataException {
    Dataset dataset = findDataset(name);
    DataType type = guarded(where(name), dataset::getDataType);
    String problem = Numbers.problem(type);
    if (!problem.isEmpty()) {
      throw new DataException("cannot read %s: %s".formatted(where(name), problem));
    }
    return guarded(where(name), () -> new Hdf5Dataset(where(name), dataset, Numbers.of(type)));
  }

  /**
   * Reads a dataset of one whole number of at most 32 bits.
   *
   * @throws DataException when there is none, or it holds something else
   */
  public int integer(String name) throws DataException {
    Object value = single(name, findDataset(name));
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).intValue();
    }
    throw new DataException("cannot read %s: it is no int32".formatted(where(name)));
  }

  /**
   * Reads a dataset of one text of at most 1 MiB.
   *
   * @throws DataException when there is none, or it holds something else
   */
  public String text(String name) throws DataException {
    if (single(name, findDataset(name)) instanceof String text) {
      return text;
    }
    throw new DataException("cannot read %s: it is no text".formatted(where(name)));
  }

  /** Returns the only value of a dataset; an empty array if it has not exactly one. */
  private Object single(String name, Dataset dataset) throws DataException {
    return guarded(
        where(name),
        () -> {
          if (dataset.getSize() != 1 || dataset.getDataType().getSize() > MOST_TEXT) {
            return new Object[0];
          }
          Object data = dataset.getData();
          while (data.getClass().isArray() && Array.getLength(data) == 1) {
            data = Array.get(data, 0);
          }
          return data;
        });
  }

  private Dataset findDataset(String name) throws DataException {
    if (name.isEmpty()) {
      throw missing(name);
    }
    if (find(name) instanceof Dataset dataset) {
      return dataset;
    }
    throw new DataException("cannot read %s: it is no dataset".formatted(where(name)));
  }

  /** Finds what has a name, through links. */
  private Node find(String name) throws DataException {
    if (name.isEmpty()) {
      return file;
    }
    Optional<Node> found = guarded(where(name), () -> walk(name));
    return found.orElseThrow(() -> missing(name));
  }

  private Optional<Node> walk(String name) {
    Node node = file;
    for (String part : name.split("/", -1)) {
      Node child = node instanceof Group group ? group.getChild(part) : null;
      if (child == null) {
        return Optional.empty();
      }
      node = child instanceof Link link ? link.getTarget() : child;
    }
    return Optional.of(node);
  }

  /** Returns, to be thrown, what is there instead. */
  private DataException missing(String name) {
    try {
      return new DataException(
          "%s holds no dataset '%s'; it holds %s".formatted(path, name, names()));
    } catch (DataException e) {
      return e;
    }
  }

  private String where(String name) {
    return name.isEmpty() ? path.toString() : "dataset '" + name + "' of " + path;
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
