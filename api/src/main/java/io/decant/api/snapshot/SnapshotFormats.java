package io.decant.api.snapshot;

import io.decant.proto.ProtoFileException;
import io.decant.proto.caffe.SolverParameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Finds the format of a file, or of a run's snapshots. Thread-safe. */
public final class SnapshotFormats {
  private static final String HDF5_SUFFIX = ".h5";
  private static final String ADD = "add the jar decant-data";

  private SnapshotFormats() {}

  /**
   * Returns the format that {@code snapshot_format} names.
   *
   * @throws IllegalArgumentException when no jar brings it
   */
  public static SnapshotFormat of(SolverParameter.SnapshotFormat kind) {
    return all().stream()
        .filter(format -> format.kind() == kind)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no jar brings snapshot_format: " + kind + "; " + ADD));
  }

  /**
   * Returns the format to read a file in, by its name and its first bytes.
   *
   * @throws ProtoFileException when no jar brings it
   */
  public static SnapshotFormat reading(Path file) {
    return all().stream()
        .filter(format -> format.recognizes(file))
        .findFirst()
        .orElseGet(() -> binary("read", file));
  }

  /**
   * Returns the format to write a file in, by its name.
   *
   * @throws ProtoFileException when no jar brings it
   */
  public static SnapshotFormat writing(Path file) {
    return all().stream()
        .filter(format -> !format.suffix().isEmpty())
        .filter(format -> file.toString().endsWith(format.suffix()))
        .findFirst()
        .orElseGet(() -> binary("write", file));
  }

  private static SnapshotFormat binary(String action, Path file) {
    if (file.toString().endsWith(HDF5_SUFFIX)) {
      throw new ProtoFileException(
          "cannot " + action + " " + file + ": no jar here knows HDF5; " + ADD);
    }
    return BinaryFormat.INSTANCE;
  }

  private static List<SnapshotFormat> all() {
    List<SnapshotFormat> formats = new ArrayList<>(List.of(BinaryFormat.INSTANCE));
    ServiceLoader.load(SnapshotFormat.class, SnapshotFormats.class.getClassLoader())
        .forEach(formats::add);
    return formats;
  }
}
