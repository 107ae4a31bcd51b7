package io.decant.api.snapshot;

import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.caffe.SolverState;
import io.decant.proto.io.BlobData;
import io.decant.proto.io.LayerWeights;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes and reads weights and solver states; found by {@link java.util.ServiceLoader}. All that is
 * written appears under its name only when it is complete; what had the name is untouched until
 * then. Thread-safe.
 *
 * <p>Errors are {@link io.decant.proto.ProtoException}s with one line that names the file, whatever
 * the file holds.
 */
public interface SnapshotFormat {
  /** Returns what {@code snapshot_format} calls it. */
  SolverParameter.SnapshotFormat kind();

  /** Returns what log lines call it, such as "HDF5". */
  String title();

  /** Returns what follows {@code .caffemodel} and {@code .solverstate}; may be empty. */
  String suffix();

  /** Returns whether a file should be read by this format, from its name or its first bytes. */
  boolean recognizes(Path file);

  /**
   * Reads weights layer by layer. Layers before an error have been handed over by then.
   *
   * @param sink takes each layer, in the order of the file; blobs that the file leaves out are
   *     {@link BlobData#LEFT_OUT}
   */
  void readWeights(Path file, Consumer<LayerWeights> sink);

  /**
   * Checks, without asking for values, that weights can be written.
   *
   * @throws io.decant.proto.ProtoFileException when they are too many, or names do not suit
   */
  void checkWeights(Path file, List<StoredLayer> layers);

  /**
   * Writes weights; blobs are asked for their values one after the other.
   *
   * @param net the name of the net
   */
  void writeWeights(Path file, String net, List<StoredLayer> layers);

  /**
   * Reads a solver state.
   *
   * @param history takes the blobs of the history, in their order
   * @return the state without the history
   */
  SolverState readState(Path file, Consumer<BlobData> history);

  /**
   * Checks, without asking for values, that a history can be written.
   *
   * @throws io.decant.proto.ProtoFileException when it is too long
   */
  void checkState(Path file, List<StoredBlob> history);

  /**
   * Writes a solver state.
   *
   * @param header the state without the history
   */
  void writeState(Path file, SolverState header, List<StoredBlob> history);

  /** Returns what errors call a blob of a layer's weights. */
  String weightsBlob(String layer, int index);

  /** Returns what errors call a blob of the history. */
  String historyBlob(int index);
}
