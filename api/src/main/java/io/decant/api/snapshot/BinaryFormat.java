package io.decant.api.snapshot;

import io.decant.proto.ProtoFileException;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.caffe.SolverState;
import io.decant.proto.io.BlobData;
import io.decant.proto.io.LayerWeights;
import io.decant.proto.io.SolverStateReader;
import io.decant.proto.io.SolverStateWriter;
import io.decant.proto.io.WeightsReader;
import io.decant.proto.io.WeightsWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Caffe's protocol buffers, which end at 2 GiB - 1. */
final class BinaryFormat implements SnapshotFormat {
  static final BinaryFormat INSTANCE = new BinaryFormat();

  private BinaryFormat() {}

  @Override
  public SolverParameter.SnapshotFormat kind() {
    return SolverParameter.SnapshotFormat.BINARYPROTO;
  }

  @Override
  public String title() {
    return "binary proto";
  }

  @Override
  public String suffix() {
    return "";
  }

  /** Says no: what no other format recognizes is read by this one. */
  @Override
  public boolean recognizes(Path file) {
    return false;
  }

  @Override
  public void readWeights(Path file, Consumer<LayerWeights> sink) {
    WeightsReader.read(file, sink);
  }

  @Override
  public void checkWeights(Path file, List<StoredLayer> layers) {
    check(file, layers.stream().map(StoredLayer::blobs).flatMap(List::stream).toList());
  }

  @Override
  public void checkState(Path file, List<StoredBlob> history) {
    check(file, history);
  }

  private static void check(Path file, List<StoredBlob> blobs) {
    long bytes = blobs.stream().mapToLong(StoredBlob::bytes).sum();
    if (bytes > Integer.MAX_VALUE) {
      throw new ProtoFileException(
          "cannot write %s: its blobs have %,d bytes, and the binary format ends at %,d; %s"
              .formatted(
                  file, bytes, Integer.MAX_VALUE, "use HDF5 (in a solver: snapshot_format: HDF5)"));
    }
  }

  @Override
  public void writeWeights(Path file, String net, List<StoredLayer> layers) {
    checkWeights(file, layers);
    NetParameter header = NetParameter.newBuilder().setName(net).build();
    try (WeightsWriter writer = WeightsWriter.create(file, header)) {
      for (StoredLayer layer : layers) {
        writer.layer(layer.parameter(), layer.blobs().stream().map(BinaryFormat::blob).toList());
      }
      writer.commit();
    }
  }

  @Override
  public SolverState readState(Path file, Consumer<BlobData> history) {
    return SolverStateReader.read(file, history);
  }

  @Override
  public void writeState(Path file, SolverState header, List<StoredBlob> history) {
    checkState(file, history);
    try (SolverStateWriter writer = SolverStateWriter.create(file, header)) {
      history.forEach(blob -> writer.history(blob(blob)));
      writer.commit();
    }
  }

  private static BlobData blob(StoredBlob blob) {
    long[] shape = blob.shape().toArray();
    Supplier<float[]> diff = blob.diff();
    return diff == null
        ? new BlobData(shape, blob.data().get())
        : new BlobData(shape, blob.data().get(), diff.get());
  }

  @Override
  public String weightsBlob(String layer, int index) {
    return "blob " + index + " of the weights";
  }

  @Override
  public String historyBlob(int index) {
    return "history blob " + index;
  }
}
