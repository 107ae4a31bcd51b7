package io.decant.api.net;

import io.decant.api.snapshot.SnapshotFormat;
import io.decant.api.snapshot.SnapshotFormats;
import io.decant.api.snapshot.StoredBlob;
import io.decant.api.snapshot.StoredLayer;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.io.BlobData;
import io.decant.proto.io.LayerWeights;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves the parameters of a net from and to files. Source: Caffe's CopyTrainedLayersFrom. */
final class NetWeights {
  private static final Logger LOG = LoggerFactory.getLogger(Net.class);

  private final Net net;

  NetWeights(Net net) {
    this.net = net;
  }

  void load(Path file) {
    if (read(file, this::set).isEmpty()) {
      LOG.warn("{}: none of its layers has the name of one of this net; nothing was taken", file);
    }
  }

  void load(LayerWeights weights) {
    read(weights, "", (layer, index) -> "blob " + index + " of the weights", this::set);
  }

  /** Reads a file as {@link #load} does, but changes nothing; every parameter must be there. */
  void verify(Path file) {
    Set<String> taken = read(file, (param, values) -> {});
    for (NetLayer layer : net.layers()) {
      if (!taken.contains(layer.name())
          && layer.parameters().stream().anyMatch(NetWeights::owned)) {
        throw new ProtoFormatException(
            file.toString(), "layer '" + layer.name() + "' of the net is not in it");
      }
    }
  }

  private void set(NetParam param, float[] values) {
    net.blob(param).setData(FloatBuffer.wrap(values));
  }

  /** Returns the layers of the file that the net has. */
  private Set<String> read(Path file, BiConsumer<NetParam, float[]> sink) {
    Set<String> taken = new HashSet<>();
    SnapshotFormat format = SnapshotFormats.reading(file);
    format.readWeights(
        file,
        weights -> {
          if (read(weights, file + ": ", format::weightsBlob, sink)) {
            taken.add(weights.name());
          }
        });
    return taken;
  }

  /** Names a blob of a layer. */
  private interface BlobNames {
    String name(String layer, int index);
  }

  /** Returns whether the net has the layer. */
  private boolean read(
      LayerWeights weights, String source, BlobNames names, BiConsumer<NetParam, float[]> sink) {
    for (NetLayer layer : net.layers()) {
      if (layer.name().equals(weights.name())) {
        copy(weights, layer, source, names, sink);
        return true;
      }
    }
    LOG.info("Ignoring source layer {}", weights.name());
    return false;
  }

  private static void copy(
      LayerWeights weights,
      NetLayer layer,
      String from,
      BlobNames names,
      BiConsumer<NetParam, float[]> sink) {
    List<NetParam> params = layer.parameters();
    int found = weights.blobs().size();
    if (found > params.size() || params.stream().skip(found).anyMatch(NetWeights::owned)) {
      throw mismatch(
          layer, from + "the weights have " + found + " blobs, the layer has " + params.size());
    }
    for (int i = 0; i < found; i++) {
      BlobData source = weights.blobs().get(i);
      NetParam param = params.get(i);
      long[] shape = param.shape().toArray();
      String name = from + names.name(weights.name(), i);
      if (source == BlobData.LEFT_OUT) {
        if (owned(param)) {
          throw mismatch(
              layer, name + " is missing, the layer needs shape " + Arrays.toString(shape));
        }
      } else if (!source.matches(shape)) {
        throw mismatch(
            layer,
            name
                + " has shape "
                + Arrays.toString(source.shape())
                + ", the layer's has "
                + Arrays.toString(shape));
      } else if (source.data().length > 0) {
        sink.accept(param, source.data());
      }
    }
  }

  /** Whether a parameter has storage of its own; files may leave out those that have none. */
  private static boolean owned(NetParam param) {
    return param.owner() == param;
  }

  private static ProtoFormatException mismatch(NetLayer layer, String problem) {
    return layer
        .config()
        .error(problem + "; rename the layer to learn it from scratch, or use matching weights");
  }

  /** Checks that the weights can be written to a file of that name. */
  void check(Path file, boolean gradients) {
    SnapshotFormats.writing(file).checkWeights(file, layers(gradients));
  }

  /** Returns a copy of all of them; layers without parameters are left out. */
  List<LayerWeights> values() {
    List<LayerWeights> all = new ArrayList<>();
    for (NetLayer layer : net.layers()) {
      if (!layer.parameters().isEmpty()) {
        all.add(
            new LayerWeights(
                layer.name(),
                layer.parameters().stream()
                    .map(param -> new BlobData(param.shape().toArray(), net.blob(param).data()))
                    .toList()));
      }
    }
    return all;
  }

  void save(Path file, String name, boolean gradients) {
    SnapshotFormats.writing(file).writeWeights(file, name, layers(gradients));
  }

  private List<StoredLayer> layers(boolean gradients) {
    List<StoredLayer> layers = new ArrayList<>();
    for (NetLayer layer : net.layers()) {
      List<StoredBlob> blobs = new ArrayList<>();
      for (NetParam param : layer.parameters()) {
        blobs.add(
            new StoredBlob(
                param.shape(),
                !owned(param),
                () -> net.blob(param).data(),
                gradients ? () -> net.blob(param).diff() : null));
      }
      layers.add(new StoredLayer(layer.parameter(), blobs));
    }
    return layers;
  }
}
