package io.decant.api.solver;

import io.decant.proto.ProtoFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
