package io.decant.proto.io;

import io.decant.proto.ProtoFileException;
import io.decant.proto.caffe.SolverState;
import java.nio.file.Path;

/**
 * Writes a solver state, the history blob by blob. The file appears under its name with {@link
 * #commit}; closed without it, or after a failure, nothing is left and an older file is untouched.
 * Not thread-safe.
 */
public final class SolverStateWriter implements AutoCloseable {
  private final WireWriter out;

  private SolverStateWriter(WireWriter out) {
    this.out = out;
  }

  /**
   * Begins a solver state.
   *
   * @param target the file
   * @param header the state; its history is left out
   * @throws ProtoFileException if nothing can be written there
   */
  public static SolverStateWriter create(Path target, SolverState header) {
    SolverStateWriter writer = new SolverStateWriter(new WireWriter(target));
    writer.out.fields(header.toBuilder().clearHistory().build());
    return writer;
  }

  /**
   * Writes the next blob of the history.
   *
   * @throws ProtoFileException if the disk is full, or the file would be too big
   */
  public void history(BlobData blob) {
    BlobWriter writer = new BlobWriter(blob);
    out.message(SolverState.HISTORY_FIELD_NUMBER, writer.size(), writer::write);
  }

  /**
   * Puts the file on the disk under its name.
   *
   * @throws ProtoFileException if that fails
   */
  public void commit() {
    out.commit();
  }

  @Override
  public void close() {
    out.close();
  }
}
