package io.decant.api.net;

import io.decant.spi.memory.LayerStorage;
import io.decant.spi.memory.Tensor;
import io.decant.spi.memory.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says where the blobs of one layer are, once its passes are emitted. */
final class NodeStorage {
  private final NetLayer node;
  private final BlobTensors tensors;

  NodeStorage(NetLayer node, BlobTensors tensors) {
    this.node = node;
    this.tensors = tensors;
  }

  /** Returns the storage, in a program with a backward pass or without. */
  LayerStorage<Value> get(boolean backward) {
    return new LayerStorage<>(
        node.label(),
        node.type(),
        node.bottoms.size() == 1 && node.tops.size() == 1 && node.inPlace(0, 0),
        backward && node.needsBackward,
        blobs(node.bottoms),
        blobs(node.tops),
        node.params.stream().map(NodeStorage::parameter).toList());
  }

  private List<LayerStorage.Blob<Value>> blobs(List<BlobVersion> versions) {
    return versions.stream()
        .map(
            blob ->
                new LayerStorage.Blob<>(value(tensors.data(blob)), value(tensors.gradient(blob))))
        .toList();
  }

  private static LayerStorage.Blob<Value> parameter(NetParam param) {
    return new LayerStorage.Blob<>(param.tensor().value(), param.gradient().value());
  }

  private static @Nullable Value value(@Nullable Tensor tensor) {
    return tensor == null ? null : tensor.value();
  }
}
