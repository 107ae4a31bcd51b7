package io.decant.api.net;

import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Shape;
import org.jspecify.annotations.Nullable;

/**
 * What a blob name stands for between the layer that writes it and the next one that writes it in
 * place.
 */
final class BlobVersion {
  final String name;
  Shape shape = Shape.of();
  boolean needsBackward;
  @Nullable Tensor data;
  @Nullable Tensor gradient;

  BlobVersion(String name) {
    this.name = name;
  }

  void forgetTensors() {
    data = null;
    gradient = null;
  }

  @Override
  public String toString() {
    return name;
  }
}
