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
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;

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
        config.name(), parameter.getBatchSize(), shape(config), config.share(), config.seed());
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
    float[] copy = data.clone();
    take(seed -> copy, labels.clone());
  }

  @Override
  public void reset(List<Datum> records) throws DataException {
    checkCount(records.size());
    List<Datum> copy = List.copyOf(records);
    float[] labels = new float[copy.size()];
    for (int i = 0; i < labels.length; i++) {
      Datum record = copy.get(i);
      labels[i] = record.getFloatLabelCount() == 0 ? record.getLabel() : record.getFloatLabel(0);
    }
    try {
      take(seed -> transformed(copy, seed), labels);
    } catch (UncheckedIOException e) {
      throw new DataException(String.valueOf(Objects.requireNonNull(e.getCause()).getMessage()), e);
    }
  }

  private float[] transformed(List<Datum> records, long seed) {
    ImageShape shape = shape(config());
    long values = Math.multiplyExact(records.size(), shape.values());
    FloatBuffer data = FloatBuffer.allocate(Math.toIntExact(values));
    try {
      for (int i = 0; i < records.size(); i++) {
        String where = "record " + i + " for layer '" + config().name() + "'";
        transformer.transform(
            pixels.of(records.get(i), where), where, shape, Draws.of(seed, i), data);
      }
    } catch (DataException e) {
      throw new UncheckedIOException(e);
    }
    return data.array();
  }

  private void checkCount(int records) {
    int batch = config().parameter().getMemoryDataParam().getBatchSize();
    if (records == 0 || records % batch != 0) {
      throw new IllegalArgumentException(
          "layer '%s' is given %,d records; a multiple of its batch size %,d is needed"
              .formatted(config().name(), records, batch));
    }
  }

  private void take(LongFunction<float[]> records, float[] labels) {
    change(reader.isEmpty() ? position() : 0, () -> reader.data(records, labels));
  }
}
