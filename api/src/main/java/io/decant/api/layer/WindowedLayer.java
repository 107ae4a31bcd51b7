package io.decant.api.layer;

import io.decant.spi.op.Window;
import java.util.List;

/**
 * A layer that slides windows over its bottoms, such as a convolution or a pooling, and tells where
 * they lie.
 */
public interface WindowedLayer extends Layer {
  /**
   * Returns its windows, as the last {@link #reshape} found them: one for each bottom, or one for
   * each of the poolings of a pyramid. For a transposed convolution, those of the convolution that
   * it transposes. Padding at the end makes the number of windows come out as Caffe rounds it;
   * average pooling counts as many cells of it as of the padding in front.
   */
  List<Window> windows();
}
