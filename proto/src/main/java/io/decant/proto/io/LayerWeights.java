package io.decant.proto.io;

import java.util.List;

/**
 * The parameters of one layer.
 *
 * @param name the layer's name
 * @param blobs its parameters, in the order of the layer
 */
public record LayerWeights(String name, List<BlobData> blobs) {
  /** Copies the list. */
  public LayerWeights {
    blobs = List.copyOf(blobs);
  }
}
