package io.decant.data.layer;

import io.decant.api.layer.BlobCount;
import io.decant.api.layer.DataShare;
import io.decant.api.layer.LayerConfig;
import io.decant.data.DataException;
import io.decant.data.datum.DatumPixels;
import io.decant.data.datum.DatumReader;
import io.decant.data.db.Database;
import io.decant.data.db.Databases;
import io.decant.data.transform.DataTransformer;
import io.decant.proto.caffe.DataParameter;
import io.decant.proto.caffe.TransformationParameter;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Images, and labels if there is a second top, of a database of Datum records: batch x channels x
 * height x width, and batch, or batch x labels where records have several. Records come in the
 * order of their keys, the first after the last; they are read ahead on a thread, and decoded on
 * all cores. Source: Caffe's DataLayer.
 */
public final class DataLayer extends SourceLayer {
  private static final int MOST_PREFETCHED = 1000;

  private final Database database;

  /** Opens the database and reads its first record, from which the shapes follow. */
  public DataLayer(LayerConfig config) {
    this(config, open(config));
  }

  private DataLayer(LayerConfig config, Database database) {
    super(config, BlobCount.between(1, 2), source(config, database));
    this.database = database;
  }

  private static Database open(LayerConfig config) {
    DataParameter parameter = config.parameter().getDataParam();
    if (parameter.getSource().isEmpty()) {
      throw config.error("no database is given; add data_param { source: ... }");
    }
    checkBatchSize(config, "data_param", parameter.getBatchSize());
    if (parameter.getPrefetch() < 1 || parameter.getPrefetch() > MOST_PREFETCHED) {
      throw config.error(
          "data_param",
          "prefetch",
          "data_param.prefetch is "
              + Integer.toUnsignedString(parameter.getPrefetch())
              + "; 1 to "
              + MOST_PREFETCHED
              + " are allowed");
    }
    Path path = config.resolve(parameter.getSource());
    try {
      return Databases.open(path, parameter.getBackend());
    } catch (DataException e) {
      throw config.error(String.valueOf(e.getMessage()));
    }
  }

  private static PrefetchingSource source(LayerConfig config, Database database) {
    DataParameter parameter = config.parameter().getDataParam();
    try {
      TransformationParameter transformation = config.parameter().getTransformParam();
      DataShare share = config.share();
      DatumReader reader = new DatumReader(database, share.rank(), share.count());
      TransformedRecords records =
          new TransformedRecords(
              new DatumSequence(reader, DatumPixels.of(transformation), database),
              DataTransformer.of(transformation, config.phase(), config.directory()),
              share,
              config.seed(),
              parameter.getSkipBadRecords());
      return source(
          config,
          "data_param",
          records,
          parameter.getBatchSize(),
          parameter.getSkipBadRecords(),
          parameter.getPrefetch());
    } catch (IOException e) {
      database.close();
      throw config.error(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  @Override
  public void close() {
    super.close();
    database.close();
  }
}
