package io.decant.data.layer;

import io.decant.api.layer.BlobCount;
import io.decant.api.layer.LayerConfig;
import io.decant.data.DataException;
import io.decant.proto.caffe.HDF5DataParameter;
import java.nio.file.Path;
import java.util.List;

/**
 * Rows of HDF5 files that a text file lists: a top for each dataset, named like it, batch x the
 * extents behind the first. Rows come in the order of the files, or shuffled: the files anew in
 * each round through all of them, and the rows within each file; the first comes after the last,
 * within a batch too. They are read ahead on a thread, with one file in memory. Source: Caffe's
 * HDF5DataLayer, which draws other random numbers.
 */
public final class Hdf5DataLayer extends SourceLayer {
  private static final String MESSAGE = "hdf5_data_param";
  private static final int PREFETCHED = 2;

  /** Reads the list, and the heads of the files, from which the shapes follow. */
  public Hdf5DataLayer(LayerConfig config) {
    super(config, BlobCount.atLeast(1), source(config, MESSAGE, reader(config), PREFETCHED));
  }

  private static Hdf5BatchReader reader(LayerConfig config) {
    HDF5DataParameter parameter = config.parameter().getHdf5DataParam();
    if (config.parameter().hasTransformParam()) {
      throw config.error("it takes no transform_param: HDF5 data come as they are; remove it");
    }
    if (parameter.getSource().isEmpty()) {
      throw config.error("no list of files is given; add hdf5_data_param { source: ... }");
    }
    checkBatchSize(config, MESSAGE, parameter.getBatchSize());
    if (config.parameter().getTopCount() == 0) {
      throw config.error("it has no top; each top names a dataset");
    }
    try {
      List<Path> files =
          FileList.read(config.resolve(parameter.getSource())).stream()
              .map(config::resolve)
              .toList();
      Hdf5Rows rows = new Hdf5Rows(files, config.parameter().getTopList());
      return new Hdf5BatchReader(
          rows, parameter.getBatchSize(), parameter.getShuffle(), config.seed(), config.share());
    } catch (DataException e) {
      throw config.error(MESSAGE, "source", String.valueOf(e.getMessage()));
    }
  }
}
