package io.decant.data.datum;

import io.decant.data.DataException;
import io.decant.data.db.Database;
import io.decant.data.image.ImageShape;
import io.decant.data.image.Pixels;
import io.decant.proto.caffe.BlobProto;
import io.decant.proto.caffe.Datum;
import java.util.function.LongConsumer;

/**
 * The mean image of a database, as the tool compute_image_mean of Caffe finds it. Sums are kept in
 * double precision: Caffe's, in single precision, lose digits beyond some 65,000 images.
 */
public final class MeanComputation {
  private static final int STEP = 10_000;

  private final ImageShape shape;
  private final double[] sums;
  private long records;

  private MeanComputation(ImageShape shape) {
    this.shape = shape;
    this.sums = new double[shape.channels() * shape.height() * shape.width()];
  }

  /**
   * Reads all records.
   *
   * @param progress is told the number of records read, at each 10,000th and in the end
   * @throws DataException when the database is empty or damaged, or its images differ in size
   */
  public static MeanComputation of(Database database, LongConsumer progress) throws DataException {
    if (database.size() == 0) {
      throw new DataException(database.path() + " is empty; there is no mean");
    }
    DatumReader reader = new DatumReader(database, 0, 1);
    Datum first = reader.next();
    DatumPixels decoder = DatumPixels.asStored();
    Pixels firstPixels = decoder.of(first, reader.place());
    MeanComputation mean = new MeanComputation(firstPixels.shape());
    mean.add(firstPixels, reader.place());
    while (mean.records < database.size()) {
      Datum datum = reader.next();
      mean.add(decoder.of(datum, reader.place()), reader.place());
      if (mean.records % STEP == 0) {
        progress.accept(mean.records);
      }
    }
    if (mean.records % STEP != 0) {
      progress.accept(mean.records);
    }
    return mean;
  }

  private void add(Pixels pixels, Object where) throws DataException {
    ImageShape found = pixels.shape();
    if (!found.equals(shape)) {
      throw new DataException(
          "%s is %s, but the records before it are %s; a mean needs images of one size"
              .formatted(where, found, shape));
    }
    float[] row = new float[shape.width()];
    int at = 0;
    for (int channel = 0; channel < shape.channels(); channel++) {
      for (int y = 0; y < shape.height(); y++) {
        pixels.row(channel, y, 0, row, row.length);
        for (float value : row) {
          sums[at++] += value;
        }
      }
    }
    records++;
  }

  /** Returns the mean as a mean file has it: 1 x channels x height x width. */
  public BlobProto blob() {
    BlobProto.Builder blob =
        BlobProto.newBuilder()
            .setNum(1)
            .setChannels(shape.channels())
            .setHeight(shape.height())
            .setWidth(shape.width());
    for (double sum : sums) {
      blob.addData((float) (sum / records));
    }
    return blob.build();
  }

  /** Returns the mean of each channel. */
  public double[] channels() {
    double[] means = new double[shape.channels()];
    int plane = shape.height() * shape.width();
    for (int i = 0; i < sums.length; i++) {
      means[i / plane] += sums[i] / records / plane;
    }
    return means;
  }
}
