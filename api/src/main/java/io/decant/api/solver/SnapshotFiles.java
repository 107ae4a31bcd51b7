package io.decant.api.solver;

import io.decant.proto.ProtoFileException;
import io.decant.proto.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names of snapshot files: {@code <prefix>_iter_<N>.caffemodel} and {@code .solverstate}, each
 * with the suffix of the format.
 */
final class SnapshotFiles {
  private final Path directory;
  private final String prefix;
  private final String suffix;

  SnapshotFiles(Path directory, String prefix, String suffix) {
    this.directory = directory;
    this.prefix = prefix;
    this.suffix = suffix;
  }

  Path model(long iteration) {
    return file(iteration + ".caffemodel" + suffix);
  }

  Path state(long iteration) {
    return file(iteration + ".solverstate" + suffix);
  }

  /** Returns the snapshot of an iteration, whether it is there or not. */
  StoredSnapshot snapshot(long iteration) {
    return new StoredSnapshot(iteration, model(iteration), state(iteration));
  }

  /**
   * Finds the snapshots that are on the disk, in whatever format: the newest first, and of the same
   * iteration the one that was written last.
   */
  List<StoredSnapshot> stored() {
    Path sample = file("").toAbsolutePath();
    Path folder = Objects.requireNonNull(sample.getParent());
    Pattern states =
        Pattern.compile(
            Pattern.quote(String.valueOf(sample.getFileName()))
                + "(\\d{1,10})\\.solverstate(\\.h5)?");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<StoredSnapshot> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path state : files.toList()) {
        Matcher name = states.matcher(String.valueOf(state.getFileName()));
        if (name.matches()) {
          Path model =
              file(name.group(1) + ".caffemodel" + Objects.requireNonNullElse(name.group(2), ""));
          found.add(new StoredSnapshot(Long.parseLong(name.group(1)), model, asNamed(state)));
        }
      }
    } catch (IOException e) {
      throw new ProtoFileException("the snapshots in " + folder + " cannot be listed: " + e, e);
    }
    found.sort(
        Comparator.comparingLong(StoredSnapshot::iteration)
            .thenComparing(SnapshotFiles::modified)
            .reversed());
    return found;
  }

  private Path asNamed(Path state) {
    return file("").resolveSibling(Objects.requireNonNull(state.getFileName()));
  }

  private static FileTime modified(StoredSnapshot snapshot) {
    try {
      return Files.getLastModifiedTime(snapshot.state());
    } catch (IOException e) {
      return FileTime.fromMillis(0); // who reads it will say why that fails
    }
  }

  /** Deletes what processes left that ended while they wrote a snapshot. */
  void removeUnfinished() {
    AtomicFile.removeUnfinished(file(""));
  }

  private Path file(String end) {
    return directory.resolve(prefix + "_iter_" + end);
  }

  /** Finds out now, not after hours of training, whether snapshots can be written. */
  void probe() {
    Path probe = file("0.tempfile");
    try {
      Files.write(probe, new byte[0]);
      Files.delete(probe);
    } catch (IOException e) {
      throw new ProtoFileException(
          "snapshots cannot be written to '"
              + prefix
              + "_iter_*' ("
              + e
              + "); make sure that the folder exists and can be written to, or change"
              + " snapshot_prefix");
    }
  }

  /**
   * Returns where the model that a state names is: as written there, or, where that does not exist,
   * beside the state.
   */
  static Path learnedNet(Path state, String written) {
    Path path = Path.of(written);
    Path name = path.getFileName();
    if (!Files.exists(path) && name != null) {
      Path beside = state.resolveSibling(name);
      if (Files.exists(beside)) {
        return beside;
      }
    }
    return path;
  }
}
