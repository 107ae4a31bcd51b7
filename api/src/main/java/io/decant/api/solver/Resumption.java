package io.decant.api.solver;

import io.decant.proto.ProtoException;
import io.decant.proto.ProtoFileException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for the snapshot to go on from: the newest one that is whole. */
final class Resumption {
  private static final Logger LOG = LoggerFactory.getLogger(Solver.class);

  private final Snapshots snapshots;
  private final SnapshotFiles files;

  Resumption(Snapshots snapshots, SnapshotFiles files) {
    this.snapshots = snapshots;
    this.files = files;
  }

  /**
   * Returns the newest snapshot that can be read from end to end, or nothing when there is none at
   * all.
   *
   * @throws ProtoFileException when there are snapshots, and none can be used
   */
  Optional<StoredSnapshot> newest() {
    files.removeUnfinished();
    List<StoredSnapshot> stored = files.stored();
    String problem = "";
    for (StoredSnapshot snapshot : stored) {
      try {
        snapshots.verify(snapshot.state());
        return Optional.of(snapshot);
      } catch (ProtoException | IllegalArgumentException e) {
        problem = problem.isEmpty() ? String.valueOf(e.getMessage()) : problem;
        LOG.warn("Passing over {}: {}", snapshot.state(), e.getMessage());
      }
    }
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    throw new ProtoFileException(
        "none of the "
            + stored.size()
            + " snapshots "
            + files.state(0).toString().replace("_iter_0", "_iter_*")
            + " can be resumed from: "
            + problem
            + "; move them away to start anew");
  }
}
