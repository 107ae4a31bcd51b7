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
import java.util.function.Consumer;

/**
 * Makes a database of Datum records of MNIST's images and labels, as the example tool
 * convert_mnist_data of Caffe does: one channel of unsigned bytes, keys of eight digits that count
 * from 0.
 */
public final class MnistConverter {
  private MnistConverter() {}

  /**
   * Makes the database. It appears under its name when it is complete.
   *
   * @param images file in IDX format, gzipped or not
   * @param labels file in IDX format, gzipped or not, with as many items
   * @param database folder to make
   * @param existing what to do when something has that name already
   * @param log takes progress, line by line
   * @return the number of records
   * @throws DataException when a file cannot be read, is not what it should be, or the database
   *     cannot be written
   */
  public static int convert(
      Path images, Path labels, Path database, DB backend, Existing existing, Consumer<String> log)
      throws IOException {
    try (IdxReader imageFile = IdxReader.open(images, Kind.IMAGES);
        IdxReader labelFile = IdxReader.open(labels, Kind.LABELS)) {
      if (imageFile.items() != labelFile.items()) {
        throw new DataException(
            "%s has %,d images, but %s has %,d labels"
                .formatted(images, imageFile.items(), labels, labelFile.items()));
      }
      log.accept("A total of " + imageFile.items() + " items.");
      log.accept("Rows: " + imageFile.size(1) + " Cols: " + imageFile.size(2));
      try (DatabaseWriter writer = Databases.create(database, backend, existing)) {
        write(imageFile, labelFile, writer);
        writer.commit();
      }
      log.accept("Processed " + imageFile.items() + " files.");
      return imageFile.items();
    }
  }

  private static void write(IdxReader images, IdxReader labels, DatabaseWriter writer)
      throws IOException {
    byte[] pixels = new byte[images.size(1) * images.size(2)];
    byte[] label = new byte[1];
    Datum.Builder datum =
        Datum.newBuilder().setChannels(1).setHeight(images.size(1)).setWidth(images.size(2));
    for (int item = 0; item < images.items(); item++) {
      images.read(pixels);
      labels.read(label);
      datum.setData(ByteString.copyFrom(pixels)).setLabel(Byte.toUnsignedInt(label[0]));
      byte[] key = "%08d".formatted(item).getBytes(StandardCharsets.US_ASCII);
      writer.put(key, datum.build().toByteArray());
    }
    images.requireEnd();
    labels.requireEnd();
  }
}
