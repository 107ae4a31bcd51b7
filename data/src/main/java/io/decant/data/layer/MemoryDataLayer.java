package io.decant.data.layer;

import io.decant.api.layer.BlobCount;
import io.decant.api.layer.LayerConfig;
import io.decant.data.DataException;
import io.decant.data.datum.DatumPixels;
import io.decant.data.image.ImageDecoder;
import io.decant.data.image.ImageShape;
import io.decant.data.memory.MemoryData;
import io.decant.data.transform.DataTransformer;
import io.decant.data.transform.Draws;
import io.decant.proto.caffe.Datum;
import io.decant.proto.caffe.MemoryDataParameter;
import io.decant.proto.caffe.TransformationParameter;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * What a program gives by {@link MemoryData}: batch x channels x height x width, and batch. Source:
 * Caffe's MemoryDataLayer.
 */
public final class MemoryDataLayer extends SourceLayer implements MemoryData {
  private static final String MESSAGE = "memory_data_param";
  private static final int PREFETCHED = 2;

  private final MemoryBatchReader reader;
  private final DataTransformer transformer;
  private final DatumPixels pixels;

  /** Checks the shape. */
  public MemoryDataLayer(LayerConfig config) {
    this(config, reader(config));
  }

  private MemoryDataLayer(LayerConfig config, MemoryBatchReader reader) {
    super(config, BlobCount.exactly(2), source(config, MESSAGE, reader, PREFETCHED));
    this.reader = reader;
    try {
      TransformationParameter parameter = config.parameter().getTransformParam();
      transformer = DataTransformer.of(parameter, config.phase(), config.directory());
      pixels = DatumPixels.of(parameter);
    } catch (DataException e) {
      throw config.error(String.valueOf(e.getMessage()));
    }
  }

  private static MemoryBatchReader reader(LayerConfig config) {
    MemoryDataParameter parameter = config.parameter().getMemoryDataParam();
    checkBatchSize(config, MESSAGE, parameter.getBatchSize());
    try {
      ImageDecoder.checkSize(
          parameter.getHeight(), parameter.getWidth(), parameter.getChannels(), MESSAGE);
    } catch (DataException e) {
      throw config.error(String.valueOf(e.getMessage()));
    }
    return new MemoryBatchReader(
        config.name(), parameter.getBatchSize(), shape(config), config.share());
  }

  private static ImageShape shape(LayerConfig config) {
    MemoryDataParameter parameter = config.parameter().getMemoryDataParam();
    return new ImageShape(parameter.getChannels(), parameter.getHeight(), parameter.getWidth());
  }

  @Override
  public void reset(float[] data, float[] labels) {
    checkCount(labels.length);
    long values = labels.length * shape(config()).values();
    if (data.length != values) {
      throw new IllegalArgumentException(
          "layer '%s' needs %,d values for %,d records of %s, %,d are given"
              .formatted(config().name(), values, labels.length, shape(config()), data.length));
    }
    take(data.clone(), labels.clone());
  }

  @Override
  public void reset(List<Datum> records) throws DataException {
    checkCount(records.size());
    ImageShape shape = shape(config());
    float[] labels = new float[records.size()];
    FloatBuffer data =
        FloatBuffer.allocate(Math.toIntExact(Math.multiplyExact(labels.length, shape.values())));
    for (int i = 0; i < labels.length; i++) {
      Datum record = records.get(i);
      String where = "record " + i + " for layer '" + config().name() + "'";
      transformer.transform(
          pixels.of(record, where), where, shape, Draws.of(config().seed(), i), data);
      labels[i] = record.getFloatLabelCount() == 0 ? record.getLabel() : record.getFloatLabel(0);
    }
    take(data.array(), labels);
  }

  private void checkCount(int records) {
    int batch = config().parameter().getMemoryDataParam().getBatchSize();
    if (records == 0 || records % batch != 0) {
      throw new IllegalArgumentException(
          "layer '%s' is given %,d records; a multiple of its batch size %,d is needed"
              .formatted(config().name(), records, batch));
    }
  }

  private void take(float[] data, float[] labels) {
    change(reader.isEmpty() ? position() : 0, () -> reader.data(data, labels));
  }
}
