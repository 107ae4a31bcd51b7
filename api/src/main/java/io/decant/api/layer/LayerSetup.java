package io.decant.api.layer;

import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.FillerParameter;
import io.decant.spi.op.Shape;

/** What a layer sees when shapes are worked out. */
public interface LayerSetup {
  /** Returns the number of bottoms. */
  int bottoms();

  /** Returns the shape of a bottom. */
  Shape bottom(int index);

  /** Returns the number of tops. */
  int tops();

  /** Sets the shape of a top. */
  void top(int index, Shape shape);

  /**
   * Declares the next parameter blob. On later calls of {@link Layer#reshape}, checks that it has
   * not changed.
   *
   * @param shape its shape
   * @param filler its initial contents
   */
  void parameter(Shape shape, FillerParameter filler);

  /** Declares the next parameter blob, which no gradient ever changes, such as a moving average. */
  void fixedParameter(Shape shape, FillerParameter filler);

  /**
   * Declares that the forward pass decides an extent of this layer's tops, by {@link
   * ForwardPass#decide}; called at most once. Blobs get room for the bound. Once an extent has been
   * decided, all later layers are shaped anew, and {@link Layer#reshape} of this one is called
   * again too.
   *
   * @param bound the most that it can be
   * @return the extent to shape the tops with: the bound as long as nothing was decided
   */
  long decidedExtent(long bound);

  /**
   * States that a bottom holds whole numbers from 0 to {@code limit} (exclusive), such as labels.
   * Where the bottom comes from the host, each batch is checked; elsewhere results become NaN.
   *
   * @param bottom which
   * @param limit number of classes
   * @param ignores whether {@code ignored} is allowed too
   * @param ignored a label that does not count
   */
  void labels(int bottom, long limit, boolean ignores, int ignored);

  /** Returns the error to throw when a shape does not fit; it names the file, line and layer. */
  ProtoFormatException error(String problem);
}
