package io.decant.api.snapshot;

import io.decant.proto.caffe.LayerParameter;
import java.util.List;

/**
 * A layer whose weights are to be written.
 *
 * @param parameter its description; blobs in it are left out
 * @param blobs its weights, in the order of the layer; may be empty
 */
public record StoredLayer(LayerParameter parameter, List<StoredBlob> blobs) {
  /** Copies the list. */
  public StoredLayer {
    blobs = List.copyOf(blobs);
  }
}
