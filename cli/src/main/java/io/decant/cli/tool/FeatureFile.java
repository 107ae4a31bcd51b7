package io.decant.cli.tool;

import io.decant.api.blob.Blob;
import io.decant.data.DataException;
import io.decant.data.db.DatabaseWriter;
import io.decant.data.db.Databases;
import io.decant.data.db.Existing;
import io.decant.proto.caffe.DataParameter.DB;
import io.decant.proto.caffe.Datum;
import io.decant.spi.op.Shape;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A database that takes what a blob holds, image by image, as floats under keys of ten digits. */
final class FeatureFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FeatureFile.class);
  private static final int STEP = 1000;

  private final Blob blob;
  private final DatabaseWriter writer;
  private long images;

  FeatureFile(Blob blob, Path database, DB backend, Existing existing) throws DataException {
    this.blob = blob;
    this.writer = Databases.create(database, backend, existing);
  }

  /** Adds what the last forward pass left in the blob. */
  void addBatch() throws DataException {
    Shape shape = blob.shape();
    float[] data = blob.data();
    int batch = Math.toIntExact(extent(shape, 0));
    Datum.Builder datum =
        Datum.newBuilder()
            .setChannels(Math.toIntExact(extent(shape, 1)))
            .setHeight(Math.toIntExact(extent(shape, 2)))
            .setWidth(Math.toIntExact(extent(shape, 3)));
    int length = data.length / Math.max(1, batch);
    for (int image = 0; image < batch; image++) {
      datum.clearFloatData();
      for (int i = 0; i < length; i++) {
        datum.addFloatData(data[image * length + i]);
      }
      byte[] key = "%010d".formatted(images).getBytes(StandardCharsets.US_ASCII);
      writer.put(key, datum.build().toByteArray());
      images++;
      if (images % STEP == 0) {
        report();
      }
    }
  }

  /** Completes the database. */
  void commit() throws DataException {
    writer.commit();
    if (images % STEP != 0) {
      report();
    }
  }

  private void report() {
    LOG.info("Extracted features of {} query images for feature blob {}", images, blob.name());
  }

  /** Blobs of fewer than four axes count as having further ones of 1. */
  private static long extent(Shape shape, int axis) {
    return axis < shape.rank() ? shape.dim(axis) : 1;
  }

  @Override
  public void close() {
    writer.close();
  }
}
