package io.decant.data.synthetic;

import com.google.protobuf.ByteString;
import io.decant.data.db.DatabaseWriter;
import io.decant.data.db.Databases;
import io.decant.data.db.Existing;
import io.decant.proto.caffe.DataParameter.DB;
import io.decant.proto.caffe.Datum;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes an LMDB of encoded Datum records for benchmarks of decoding: square JPEGs of quality 0.9
 * that cost a decoder about what photos do, with labels that have nothing to do with them. The same
 * arguments give the same records. Arguments: {@code COUNT SIZE CLASSES DB}.
 */
public final class MakePhotoDatabase {
  private static final float QUALITY = 0.9f;
  private static final int AT_ONCE = 64;

  private MakePhotoDatabase() {}

  /** Makes a database; refuses one that exists. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 4) {
      System.err.println("usage: MakePhotoDatabase COUNT SIZE CLASSES DB");
      System.exit(2);
    }
    int count = Integer.parseInt(arguments[0]);
    int size = Integer.parseInt(arguments[1]);
    int classes = Integer.parseInt(arguments[2]);
    make(count, size, classes, Path.of(arguments[3]));
    System.out.println("Processed " + count + " files.");
  }

  /**
   * Makes a database, on all cores.
   *
   * @param count number of records
   * @param size rows and columns of each
   * @param classes record {@code i} has the label {@code i % classes}
   * @param database the folder to make
   * @throws IOException when it cannot be written, or exists
   */
  public static void make(int count, int size, int classes, Path database) throws IOException {
    try (DatabaseWriter writer = Databases.create(database, DB.LMDB, Existing.REFUSE)) {
      for (int first = 0; first < count; first += AT_ONCE) {
        int end = Math.min(count, first + AT_ONCE);
        List<byte[]> photos =
            IntStream.range(first, end).parallel().mapToObj(i -> photo(size, i)).toList();
        for (int i = first; i < end; i++) {
          Datum datum =
              Datum.newBuilder()
                  .setChannels(3)
                  .setHeight(size)
                  .setWidth(size)
                  .setData(ByteString.copyFrom(photos.get(i - first)))
                  .setEncoded(true)
                  .setLabel(i % classes)
                  .build();
          byte[] key = "%08d_photo".formatted(i).getBytes(StandardCharsets.US_ASCII);
          writer.put(key, datum.toByteArray());
        }
      }
      writer.commit();
    }
  }

  private static byte[] photo(int size, int number) {
    try {
      return SyntheticPhoto.jpeg(size, number, QUALITY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
