package io.decant.api.net;

import io.decant.api.blob.Blob;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.io.BlobData;
import io.decant.proto.io.LayerWeights;
import io.decant.proto.io.WeightsReader;
import io.decant.proto.io.WeightsWriter;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the parameters of a net from and to caffemodel files. Source: Caffe's
 * CopyTrainedLayersFrom.
 */
final class NetWeights {
  private static final Logger LOG = LoggerFactory.getLogger(Net.class);

  private final Net net;

  NetWeights(Net net) {
    this.net = net;
  }

  void load(Path file) {
    List<String> taken = new ArrayList<>();
    WeightsReader.read(
        file,
        weights -> {
          if (load(weights, file + ": ")) {
            taken.add(weights.name());
          }
        });
    if (taken.isEmpty()) {
      LOG.warn("{}: none of its layers has the name of one of this net; nothing was taken", file);
    }
  }

  void load(LayerWeights weights) {
    load(weights, "");
  }

  /** Returns whether the net has the layer. */
  private boolean load(LayerWeights weights, String source) {
    for (NetLayer layer : net.layers()) {
      if (layer.name().equals(weights.name())) {
        copy(weights, layer, source);
        return true;
      }
    }
    LOG.info("Ignoring source layer {}", weights.name());
    return false;
  }

  private void copy(LayerWeights weights, NetLayer layer, String from) {
    List<NetParam> params = layer.parameters();
    if (weights.blobs().size() != params.size()) {
      throw mismatch(
          layer,
          from
              + "the weights have "
              + weights.blobs().size()
              + " blobs, the layer has "
              + params.size());
    }
    for (int i = 0; i < params.size(); i++) {
      BlobData source = weights.blobs().get(i);
      long[] shape = params.get(i).shape().toArray();
      if (!source.matches(shape)) {
        throw mismatch(
            layer,
            from
                + "blob "
                + i
                + " of the weights has shape "
                + Arrays.toString(source.shape())
                + ", the layer's has "
                + Arrays.toString(shape));
      }
      if (source.data().length > 0) {
        net.blob(params.get(i)).setData(FloatBuffer.wrap(source.data()));
      }
    }
  }

  private static ProtoFormatException mismatch(NetLayer layer, String problem) {
    return layer
        .config()
        .error(problem + "; rename the layer to learn it from scratch, or use matching weights");
  }

  void save(Path file, NetParameter header, boolean gradients) {
    NetParameter named = NetParameter.newBuilder().setName(header.getName()).build();
    try (WeightsWriter writer = WeightsWriter.create(file, named)) {
      for (NetLayer layer : net.layers()) {
        List<BlobData> blobs = new ArrayList<>();
        for (NetParam param : layer.parameters()) {
          Blob blob = net.blob(param);
          long[] shape = param.shape().toArray();
          blobs.add(
              gradients
                  ? new BlobData(shape, blob.data(), blob.diff())
                  : new BlobData(shape, blob.data()));
        }
        writer.layer(layer.parameter(), blobs);
      }
      writer.commit();
    }
  }
}
