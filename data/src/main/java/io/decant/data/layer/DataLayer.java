package io.decant.data.layer;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.BlobCount;
import io.decant.api.layer.ClosableLayer;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.Positioned;
import io.decant.api.layer.SimpleLayer;
import io.decant.data.DataException;
import io.decant.data.datum.DataTransformer;
import io.decant.data.datum.DatumReader;
import io.decant.data.db.Database;
import io.decant.data.db.Databases;
import io.decant.proto.caffe.DataParameter;
import io.decant.spi.memory.SourceOp;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Operand;
import io.decant.spi.op.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Images, and labels if there is a second top, of a database of Datum records: batch x channels x
 * height x width, and batch. Records come in the order of their keys, the first after the last;
 * they are read ahead on a thread. Source: Caffe's DataLayer.
 */
public final class DataLayer extends SimpleLayer implements ClosableLayer, Positioned {
  private static final int MOST_PREFETCHED = 1000;
  private static final long LARGEST_BATCH = 1L << 28;
  private static final List<String> OPERANDS = List.of("data", "label");

  private final Database database;
  private final PrefetchingSource source;

  /** Opens the database and reads its first record, from which the shapes follow. */
  public DataLayer(LayerConfig config) {
    super(config, BlobCount.exactly(0), BlobCount.between(1, 2));
    DataParameter parameter = config.parameter().getDataParam();
    checkFields(config, parameter);
    Path path = config.resolve(parameter.getSource());
    try {
      database = Databases.open(path, parameter.getBackend());
    } catch (DataException e) {
      throw config.error(String.valueOf(e.getMessage()));
    }
    try {
      source = source(config, parameter, database);
    } catch (DataException e) {
      database.close();
      throw config.error(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static void checkFields(LayerConfig config, DataParameter parameter) {
    if (parameter.getSource().isEmpty()) {
      throw config.error("no database is given; add data_param { source: ... }");
    }
    if (parameter.getBatchSize() < 1) {
      throw config.error(
          "data_param.batch_size is "
              + Integer.toUnsignedString(parameter.getBatchSize())
              + "; 1 to "
              + Integer.MAX_VALUE
              + " are allowed");
    }
    if (parameter.getPrefetch() < 1 || parameter.getPrefetch() > MOST_PREFETCHED) {
      throw config.error(
          "data_param.prefetch is "
              + Integer.toUnsignedString(parameter.getPrefetch())
              + "; 1 to "
              + MOST_PREFETCHED
              + " are allowed");
    }
  }

  private static PrefetchingSource source(
      LayerConfig config, DataParameter parameter, Database database) throws DataException {
    DataTransformer transformer =
        DataTransformer.of(
            config.parameter().getTransformParam(), config.phase(), config.directory());
    DatumBatchReader reader =
        DatumBatchReader.create(
            new DatumReader(database, 0, 1), transformer, parameter.getBatchSize());
    long largest = reader.shapes().get(0).count();
    if (largest > LARGEST_BATCH) {
      throw config.error(
          "a batch would have %,d values, %,d at most are allowed; reduce data_param.batch_size"
              .formatted(largest, LARGEST_BATCH));
    }
    return new PrefetchingSource(config.name(), reader, parameter.getPrefetch());
  }

  @Override
  public void reshape(LayerSetup setup) {
    for (int i = 0; i < setup.tops(); i++) {
      setup.top(i, source.shapes().get(i));
    }
  }

  @Override
  public void forward(ForwardPass pass) {
    List<Operand> operands = new ArrayList<>();
    Tensor[] tops = new Tensor[pass.tops()];
    for (int i = 0; i < tops.length; i++) {
      Shape shape = pass.topShape(i);
      operands.add(Operand.write(OPERANDS.get(i), shape.toArray()));
      tops[i] = pass.top(i);
    }
    pass.emit(new SourceOp("read", operands, source), tops);
  }

  @Override
  public void backward(BackwardPass pass) {}

  @Override
  public long position() {
    return source.position();
  }

  @Override
  public void seek(long position) {
    source.seek(position);
  }

  @Override
  public void close() {
    source.close();
    database.close();
  }
}
