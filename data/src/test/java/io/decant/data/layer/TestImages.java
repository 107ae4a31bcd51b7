package io.decant.data.layer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.ByteString;
import io.decant.data.db.DatabaseWriter;
import io.decant.data.db.Databases;
import io.decant.data.db.Existing;
import io.decant.proto.caffe.DataParameter.DB;
import io.decant.proto.caffe.Datum;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Small images with known content. */
final class TestImages {
  static final int HEIGHT = 10;
  static final int WIDTH = 12;

  private TestImages() {}

  /** Returns an image of random pixels in some format. */
  static byte[] encoded(int number, String format) throws IOException {
    Random random = new Random(number);
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        image.setRGB(x, y, random.nextInt(1 << 24));
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, format, bytes);
    return bytes.toByteArray();
  }

  /** Returns a record of an encoded image whose label is its number. */
  static Datum datum(int number) throws IOException {
    return Datum.newBuilder()
        .setData(ByteString.copyFrom(encoded(number, "jpg")))
        .setEncoded(true)
        .setLabel(number)
        .build();
  }

  /** Makes a database of encoded images; every {@code bad}-th of them is damaged. */
  static void database(Path path, DB backend, int count, int bad) throws IOException {
    try (DatabaseWriter writer = Databases.create(path, backend, Existing.REFUSE)) {
      for (int i = 0; i < count; i++) {
        Datum datum = datum(i);
        if (i % bad == bad - 1) {
          datum = datum.toBuilder().setData(datum.getData().substring(0, 200)).build();
        }
        writer.put("%08d".formatted(i).getBytes(US_ASCII), datum.toByteArray());
      }
      writer.commit();
    }
  }

  /** Makes files {@code 0.png} and so on, and {@code list.txt} of them, labelled by number. */
  static void files(Path folder, int count) throws IOException {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < count; i++) {
      Files.write(folder.resolve(i + ".png"), encoded(i, "png"));
      list.append(i).append(".png ").append(i).append('\n');
    }
    Files.writeString(folder.resolve("list.txt"), list);
  }
}
