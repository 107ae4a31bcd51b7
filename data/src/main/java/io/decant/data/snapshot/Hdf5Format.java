package io.decant.data.snapshot;

import io.decant.api.snapshot.SnapshotFormat;
import io.decant.api.snapshot.StoredBlob;
import io.decant.api.snapshot.StoredLayer;
import io.decant.data.DataException;
import io.decant.data.hdf5.Hdf5File;
import io.decant.data.hdf5.Hdf5Group;
import io.decant.data.hdf5.Hdf5Node;
import io.decant.data.hdf5.Hdf5Writer;
import io.decant.data.hdf5.Signature;
import io.decant.proto.ProtoFileException;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.caffe.SolverState;
import io.decant.proto.io.BlobData;
import io.decant.proto.io.LayerWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Caffe's {@code .caffemodel.h5} and {@code .solverstate.h5}. Weights are datasets {@code
 * data/<layer>/<index>}, gradients {@code diff/<layer>/<index>}; a layer's name with slashes is a
 * chain of groups. The data of shared parameters are written once, in the first layer that has
 * them. The name of the net is not written. Thread-safe.
 */
public final class Hdf5Format implements SnapshotFormat {
  /** What is done with an open file. */
  @FunctionalInterface
  private interface Reading<T> {
    T read(Hdf5File file) throws DataException;
  }

  @Override
  public SolverParameter.SnapshotFormat kind() {
    return SolverParameter.SnapshotFormat.HDF5;
  }

  @Override
  public String title() {
    return "HDF5";
  }

  @Override
  public String suffix() {
    return ".h5";
  }

  @Override
  public boolean recognizes(Path file) {
    try {
      return file.toString().endsWith(suffix())
          || (Files.isRegularFile(file) && Signature.isHdf5(file));
    } catch (IOException e) {
      return false; // who reads it will say why that fails
    }
  }

  @Override
  public void readWeights(Path file, Consumer<LayerWeights> sink) {
    read(
        file,
        open -> {
          new WeightsReading(open, sink).run();
          return file;
        });
  }

  @Override
  public void checkWeights(Path file, List<StoredLayer> layers) {
    check(file, weights(layers));
  }

  @Override
  public void writeWeights(Path file, String net, List<StoredLayer> layers) {
    write(file, weights(layers));
  }

  private static List<Hdf5Group> weights(List<StoredLayer> layers) {
    WeightsGroup data = new WeightsGroup();
    WeightsGroup diff = new WeightsGroup();
    boolean gradients = false;
    for (StoredLayer layer : layers) {
      String name = layer.parameter().getName();
      WeightsGroup layerData = data.layer(name);
      WeightsGroup layerDiff = diff.layer(name);
      for (int i = 0; i < layer.blobs().size(); i++) {
        StoredBlob blob = layer.blobs().get(i);
        if (!blob.shared()) {
          layerData.add(LoadedValues.array(i, blob.shape(), blob.data()));
        }
        if (blob.diff() != null) {
          gradients = true;
          layerDiff.add(LoadedValues.array(i, blob.shape(), blob.diff()));
        }
      }
    }
    Hdf5Group values = data.group("data");
    return gradients ? List.of(values, diff.group("diff")) : List.of(values);
  }

  @Override
  public SolverState readState(Path file, Consumer<BlobData> history) {
    return read(file, open -> StateFile.read(open, history));
  }

  @Override
  public void checkState(Path file, List<StoredBlob> history) {
    check(file, StateFile.nodes(SolverState.getDefaultInstance(), history));
  }

  @Override
  public void writeState(Path file, SolverState header, List<StoredBlob> history) {
    write(file, StateFile.nodes(header, history));
  }

  private static <T> T read(Path file, Reading<T> reading) {
    try (Hdf5File open = Hdf5File.open(file)) {
      return reading.read(open);
    } catch (DataException e) {
      throw new ProtoFileException(String.valueOf(e.getMessage()), e);
    }
  }

  private static void check(Path file, List<? extends Hdf5Node> nodes) {
    try {
      Hdf5Writer.check(nodes);
    } catch (IllegalArgumentException e) {
      throw new ProtoFileException(
          "cannot write %s: %s; rename the layer, or use snapshot_format: BINARYPROTO"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static void write(Path file, List<? extends Hdf5Node> nodes) {
    check(file, nodes);
    try {
      Hdf5Writer.write(file, nodes);
    } catch (DataException e) {
      throw new ProtoFileException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public String weightsBlob(String layer, int index) {
    return "dataset 'data/" + layer + "/" + index + "'";
  }

  @Override
  public String historyBlob(int index) {
    return "dataset 'history/" + index + "'";
  }
}
