package io.decant.data.datum;

import io.decant.data.DataException;
import io.decant.data.db.Database;
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
    MeanComputation mean = new MeanComputation(ImageShape.of(first, reader.where()));
    mean.add(first, reader.where());
    while (mean.records < database.size()) {
      mean.add(reader.next(), reader.where());
      if (mean.records % STEP == 0) {
        progress.accept(mean.records);
      }
    }
    if (mean.records % STEP != 0) {
      progress.accept(mean.records);
    }
    return mean;
  }

  private void add(Datum datum, String where) throws DataException {
    ImageShape found = ImageShape.of(datum, where);
    if (!found.equals(shape)) {
      throw new DataException(
          "%s is %s, but the records before it are %s; a mean needs images of one size"
              .formatted(where, found, shape));
    }
    float[] values = new float[sums.length];
    Pixels.of(datum).read(0, values, values.length);
    for (int i = 0; i < values.length; i++) {
      sums[i] += values[i];
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
