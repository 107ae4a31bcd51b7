package io.decant.data.layer;

import io.decant.data.datum.DatumPixels;
import io.decant.data.datum.DatumReader;
import io.decant.data.datum.PlainDatum;
import io.decant.data.datum.RecordPlace;
import io.decant.data.db.Database;
import io.decant.proto.caffe.Datum;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The Datum records of a database. */
final class DatumSequence implements ImageSequence {
  private final DatumReader reader;
  private final DatumPixels pixels;
  private final Database database;
  private volatile boolean encoded;

  /** Creates a sequence of what a reader of a database gives. */
  DatumSequence(DatumReader reader, DatumPixels pixels, Database database) {
    this.reader = reader;
    this.pixels = pixels;
    this.database = database;
  }

  @Override
  public long cycle() throws IOException {
    return database.size();
  }

  @Override
  public void reseed(long seed) {}

  @Override
  public void seek(long record) throws IOException {
    reader.seek(record);
  }

  @Override
  public LabelledImage next() throws IOException {
    return new Undecoded(reader.nextBytes(), reader.place());
  }

  @Override
  public boolean isEncoded() {
    return encoded;
  }

  /** A record's bytes, and where they stand. */
  private final class Undecoded implements LabelledImage {
    private final byte[] bytes;
    private final RecordPlace where;

    Undecoded(byte[] bytes, RecordPlace where) {
      this.bytes = bytes;
      this.where = where;
    }

    @Override
    public Object where() {
      return where;
    }

    @Override
    public Decoded decode() throws IOException {
      PlainDatum plain = PlainDatum.read(bytes);
      if (plain != null) {
        return new Decoded(plain, new float[] {plain.label()});
      }
      Datum datum = DatumReader.parse(ByteBuffer.wrap(bytes), where);
      if (datum.getEncoded()) {
        encoded = true;
      }
      float[] labels = {datum.getLabel()};
      if (datum.getFloatLabelCount() > 0) {
        labels = new float[datum.getFloatLabelCount()];
        for (int i = 0; i < labels.length; i++) {
          labels[i] = datum.getFloatLabel(i);
        }
      }
      return new Decoded(pixels.of(datum, where), labels);
    }
  }
}
