package io.decant.examples.hd;

import io.decant.data.datum.DatumReader;
import io.decant.data.db.Database;
import io.decant.data.db.Databases;
import io.decant.proto.caffe.DataParameter.DB;
import io.decant.proto.caffe.Datum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A digit of MNIST. Immutable. */
final class Digit {
  /** Width and height in pixels. */
  static final int SIZE = 28;

  private final byte[] pixels;
  private final int value;

  private Digit(Datum datum) {
    this.pixels = datum.getData().toByteArray();
    this.value = datum.getLabel();
  }

  /** Returns how many loops the digit has in print: 0, 6 and 9 have one, as 4 does; 8 has two. */
  int loops() {
    return switch (value) {
      case 0, 4, 6, 9 -> 1;
      case 8 -> 2;
      default -> 0;
    };
  }

  /** Returns the brightness of a pixel, an unsigned byte. */
  byte brightness(int row, int column) {
    return pixels[row * SIZE + column];
  }

  /** Reads all digits of a database. */
  static List<Digit> read(Path database) throws IOException {
    List<Digit> digits = new ArrayList<>();
    try (Database opened = Databases.open(database, DB.LMDB)) {
      DatumReader reader = new DatumReader(opened, 0, 1);
      for (long i = 0; i < opened.size(); i++) {
        digits.add(new Digit(reader.next()));
      }
    }
    return digits;
  }
}
