package io.decant.data.layer;

import io.decant.api.layer.DataShare;
import io.decant.data.DataException;
import io.decant.data.image.ImageShape;
import io.decant.data.layer.LabelledImage.Decoded;
import io.decant.data.transform.DataTransformer;
import io.decant.data.transform.Draws;
import io.decant.spi.op.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Images with their labels, transformed: channels x height x width, and one label or several. The
 * first image decides what all must be alike to.
 */
final class TransformedRecords implements RawRecords {
  private final ImageSequence images;
  private final DataTransformer transformer;
  private final DataShare share;
  private final boolean encoded;
  private ImageShape shape = new ImageShape(0, 0, 0);
  private int labels;
  private long seed;
  private long next;

  /**
   * Decodes the first image, from which the shapes follow.
   *
   * @param skips whether images that cannot be decoded are left out
   */
  TransformedRecords(
      ImageSequence images, DataTransformer transformer, DataShare share, long seed, boolean skips)
      throws IOException {
    this.images = images;
    this.transformer = transformer;
    this.share = share;
    this.seed = seed;
    images.seek(0);
    for (long tried = 1; labels == 0; tried++) {
      LabelledImage first = images.next();
      try {
        Decoded decoded = first.decode();
        shape = transformer.outputShape(decoded.pixels.shape(), first.where());
        labels = decoded.labels.length;
      } catch (IOException e) {
        if (!skips || tried >= images.cycle()) {
          throw e;
        }
      }
    }
    encoded = images.isEncoded();
  }

  @Override
  public List<Shape> shapes() {
    return List.of(
        Shape.of(shape.channels(), shape.height(), shape.width()),
        labels == 1 ? Shape.of() : Shape.of(labels));
  }

  @Override
  public long cycle() throws IOException {
    return images.cycle();
  }

  @Override
  public boolean areEncoded() {
    return encoded;
  }

  @Override
  public void reseed(long newSeed) {
    seed = newSeed;
    images.reseed(newSeed);
  }

  @Override
  public void seek(long record) throws IOException {
    next = record;
    images.seek(record);
  }

  @Override
  public RawRecord next() throws IOException {
    LabelledImage image = images.next();
    long number = share.global(next++);
    long key = seed;
    return tensors -> write(image, key, number, tensors);
  }

  private void write(LabelledImage image, long key, long number, List<FloatBuffer> tensors)
      throws IOException {
    Decoded decoded = image.decode();
    transformer.transform(
        decoded.pixels, image.where(), shape, Draws.of(key, number), tensors.get(0));
    if (decoded.labels.length != labels) {
      throw new DataException(
          "%s has %d labels, but the records before it have %d; all must be alike"
              .formatted(image.where(), decoded.labels.length, labels));
    }
    tensors.get(1).put(decoded.labels);
  }
}
