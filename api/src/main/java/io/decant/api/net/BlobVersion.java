package io.decant.api.net;

import io.decant.spi.op.Shape;

/**
 * What a blob name stands for between the layer that writes it and the next one that writes it in
 * place.
 */
final class BlobVersion {
  final String name;
  Shape shape = Shape.of();
  boolean needsBackward;

  BlobVersion(String name) {
    this.name = name;
  }

  @Override
  public String toString() {
    return name;
  }
}
