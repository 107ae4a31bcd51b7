package io.decant.data.mnist;

import com.google.protobuf.ByteString;
import io.decant.data.DataException;
import io.decant.data.db.DatabaseWriter;
import io.decant.data.db.Databases;
import io.decant.data.db.Existing;
import io.decant.data.mnist.IdxReader.Kind;
import io.decant.proto.caffe.DataParameter.DB;
import io.decant.proto.caffe.Datum;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;

/**
 * Makes a database of pairs of MNIST's images, as the example tool convert_mnist_siamese_data of
 * Caffe does: two channels, one image each; the label is 1 where both show the same digit. The
 * pairs are drawn at random with a fixed seed, as many as there are images.
 */
public final class MnistPairs {
  private static final long SEED = 20140710;

  /** All images are held at once, so that any two can be paired. */
  private static final long MOST_BYTES = 1L << 30;

  private MnistPairs() {}

  /**
   * Makes the database. It appears under its name when it is complete.
   *
   * @param images file in IDX format, gzipped or not
   * @param labels file in IDX format, gzipped or not, with as many items
   * @param database folder to make
   * @param existing what to do when something has that name already
   * @return the number of pairs
   * @throws DataException when a file cannot be read, is not what it should be, or the database
   *     cannot be written
   */
  public static int convert(Path images, Path labels, Path database, DB backend, Existing existing)
      throws IOException {
    try (IdxReader imageFile = IdxReader.open(images, Kind.IMAGES);
        IdxReader labelFile = IdxReader.open(labels, Kind.LABELS)) {
      int items = imageFile.items();
      int size = imageFile.size(1) * imageFile.size(2);
      if (items != labelFile.items() || (long) items * size > MOST_BYTES) {
        throw new DataException(
            "%s has %,d images of %,d bytes, %s has %,d labels; as many are needed, and %,d bytes at"
                    .formatted(images, items, size, labels, labelFile.items(), MOST_BYTES)
                + " most");
      }
      byte[][] pixels = new byte[items][size];
      byte[][] digits = new byte[items][1];
      for (int i = 0; i < items; i++) {
        imageFile.read(pixels[i]);
        labelFile.read(digits[i]);
      }
      Datum.Builder datum =
          Datum.newBuilder()
              .setChannels(2)
              .setHeight(imageFile.size(1))
              .setWidth(imageFile.size(2));
      try (DatabaseWriter writer = Databases.create(database, backend, existing)) {
        write(pixels, digits, datum, writer);
        writer.commit();
      }
      return items;
    }
  }

  private static void write(
      byte[][] pixels, byte[][] digits, Datum.Builder datum, DatabaseWriter writer)
      throws IOException {
    Random random = new Random(SEED);
    for (int pair = 0; pair < pixels.length; pair++) {
      int left = random.nextInt(pixels.length);
      int right = random.nextInt(pixels.length);
      datum
          .setData(ByteString.copyFrom(pixels[left]).concat(ByteString.copyFrom(pixels[right])))
          .setLabel(digits[left][0] == digits[right][0] ? 1 : 0);
      byte[] key = "%08d".formatted(pair).getBytes(StandardCharsets.US_ASCII);
      writer.put(key, datum.build().toByteArray());
    }
  }
}
