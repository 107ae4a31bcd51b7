package io.decant.proto.upgrade;

import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.text.Located;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Upgrades a solver: its type from an enum to a name, and the prefix of its snapshots. */
public final class SolverUpgrade {
  private SolverUpgrade() {}

  /**
   * Upgrades what needs it. A solver without {@code snapshot_prefix} gets the name of its file
   * without the extension; a prefix that is a folder gets that name inside it.
   *
   * @param solver the solver as it was read
   * @param file the solver's file, as the user named it
   * @param log takes Caffe's lines about what was upgraded
   * @throws ProtoFormatException if the type is given in both forms, or the prefix is no path
   */
  public static Located<SolverParameter> upgrade(
      Located<SolverParameter> solver, Path file, Consumer<String> log) {
    SolverParameter.Builder upgraded = solver.message().toBuilder();
    if (upgraded.hasSolverType()) {
      if (upgraded.hasType()) {
        throw solver
            .source()
            .error(
                "solver_type", "\"solver_type\" is the old form of \"type\"; only one may be set");
      }
      log.accept(
          "Attempting to upgrade input file specified using deprecated "
              + "'solver_type' field (enum)': "
              + file);
      upgraded.setType(typeName(upgraded.getSolverType())).clearSolverType();
      log.accept(
          "Successfully upgraded file specified using deprecated "
              + "'solver_type' field (enum) to 'type' field (string).");
    }
    if (!upgraded.hasSnapshotPrefix()) {
      upgraded.setSnapshotPrefix(file.resolveSibling(stem(file)).toString());
      log.accept("snapshot_prefix was not specified and is set to " + upgraded.getSnapshotPrefix());
    } else if (isFolder(solver)) {
      upgraded.setSnapshotPrefix(
          Path.of(upgraded.getSnapshotPrefix()).resolve(stem(file)).toString());
      log.accept(
          "snapshot_prefix was a directory and is replaced to " + upgraded.getSnapshotPrefix());
    }
    return new Located<>(upgraded.build(), solver.source());
  }

  private static boolean isFolder(Located<SolverParameter> solver) {
    try {
      return Files.isDirectory(Path.of(solver.message().getSnapshotPrefix()));
    } catch (InvalidPathException e) {
      ProtoFormatException error =
          solver
              .source()
              .error("snapshot_prefix", "\"snapshot_prefix\" is no path: " + e.getMessage());
      error.initCause(e);
      throw error;
    }
  }

  private static String stem(Path file) {
    Path last = file.getFileName();
    String name = last == null ? "solver" : last.toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private static String typeName(SolverParameter.SolverType type) {
    return switch (type) {
      case SGD -> "SGD";
      case NESTEROV -> "Nesterov";
      case ADAGRAD -> "AdaGrad";
      case RMSPROP -> "RMSProp";
      case ADADELTA -> "AdaDelta";
      case ADAM -> "Adam";
    };
  }
}
