package io.decant.examples.hd;

import io.decant.data.db.DatabaseWriter;
import io.decant.data.db.Databases;
import io.decant.data.db.Existing;
import io.decant.proto.caffe.DataParameter.DB;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * Makes the databases of the example: {@code DIGITS COUNT SEED PICTURES LABELS}. One database has
 * the pictures, another one, with the same keys, the classes of their pixels.
 */
final class MakeCanvases {
  private MakeCanvases() {}

  public static void main(String[] arguments) throws IOException {
    List<Digit> digits = Digit.read(Path.of(arguments[0]));
    int count = Integer.parseInt(arguments[1]);
    Random random = new Random(Long.parseLong(arguments[2]));
    try (DatabaseWriter pictures = create(arguments[3]);
        DatabaseWriter labels = create(arguments[4])) {
      for (int i = 0; i < count; i++) {
        Canvas canvas = new Canvas(digits, random);
        byte[] key = "%08d".formatted(i).getBytes(StandardCharsets.US_ASCII);
        pictures.put(key, canvas.picture().toByteArray());
        labels.put(key, canvas.labels().toByteArray());
      }
      pictures.commit();
      labels.commit();
    }
  }

  private static DatabaseWriter create(String folder) throws IOException {
    return Databases.create(Path.of(folder), DB.LMDB, Existing.REPLACE);
  }
}
