package io.decant.data.layer;

import io.decant.data.DataException;
import io.decant.data.datum.DataTransformer;
import io.decant.data.datum.DatumReader;
import io.decant.data.datum.ImageShape;
import io.decant.proto.caffe.Datum;
import io.decant.spi.op.Shape;
import java.nio.FloatBuffer;
import java.util.List;

/** Batches of Datum records: images (batch x channels x height x width) and labels (batch). */
final class DatumBatchReader implements BatchReader {
  private final DatumReader reader;
  private final DataTransformer transformer;
  private final ImageShape image;
  private final int batch;

  private DatumBatchReader(
      DatumReader reader, DataTransformer transformer, ImageShape image, int batch) {
    this.reader = reader;
    this.transformer = transformer;
    this.image = image;
    this.batch = batch;
  }

  /** Reads the first record, from which the shape of all follows, and goes back before it. */
  static DatumBatchReader create(DatumReader reader, DataTransformer transformer, int batch)
      throws DataException {
    Datum first = reader.next();
    ImageShape image = transformer.outputShape(first, reader.where());
    reader.seek(0);
    return new DatumBatchReader(reader, transformer, image, batch);
  }

  @Override
  public List<Shape> shapes() {
    return List.of(
        Shape.of(batch, image.channels(), image.height(), image.width()), Shape.of(batch));
  }

  @Override
  public int records() {
    return batch;
  }

  @Override
  public void seek(long record) throws DataException {
    reader.seek(record);
  }

  @Override
  public void read(List<FloatBuffer> tensors) throws DataException {
    FloatBuffer images = tensors.get(0);
    FloatBuffer labels = tensors.get(1);
    for (int i = 0; i < batch; i++) {
      Datum datum = reader.next();
      transformer.transform(datum, reader.where(), image, images);
      labels.put(datum.getLabel());
    }
  }
}
