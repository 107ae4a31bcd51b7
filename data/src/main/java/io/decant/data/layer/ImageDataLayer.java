package io.decant.data.layer;

import io.decant.api.layer.BlobCount;
import io.decant.api.layer.LayerConfig;
import io.decant.data.DataException;
import io.decant.data.files.ImageList;
import io.decant.data.image.ImageDecoder;
import io.decant.data.transform.DataTransformer;
import io.decant.proto.caffe.ImageDataParameter;
import java.io.IOException;

/**
 * Image files that a list names, and their labels: batch x channels x height x width, and batch, or
 * batch x labels where lines have several. They come in the order of the list or shuffled anew in
 * each round, and are read, decoded and resized on all cores. Source: Caffe's ImageDataLayer, which
 * draws other random numbers and takes one whole number as label.
 */
public final class ImageDataLayer extends SourceLayer {
  private static final String MESSAGE = "image_data_param";
  private static final int PREFETCHED = 4;

  /** Reads the list and its first image, from which the shapes follow. */
  public ImageDataLayer(LayerConfig config) {
    super(config, BlobCount.exactly(2), source(config));
  }

  private static PrefetchingSource source(LayerConfig config) {
    ImageDataParameter parameter = config.parameter().getImageDataParam();
    check(config, parameter);
    try {
      ImageList list = ImageList.read(config.resolve(parameter.getSource()));
      TransformedRecords records =
          new TransformedRecords(
              new ImageFileSequence(
                  list, parameter, config::resolve, config.share(), config.seed()),
              DataTransformer.of(
                  config.parameter().getTransformParam(), config.phase(), config.directory()),
              config.share(),
              config.seed(),
              parameter.getSkipBadRecords());
      return source(
          config,
          MESSAGE,
          records,
          parameter.getBatchSize(),
          parameter.getSkipBadRecords(),
          PREFETCHED);
    } catch (IOException e) {
      throw config.error(MESSAGE, "source", String.valueOf(e.getMessage()));
    }
  }

  private static void check(LayerConfig config, ImageDataParameter parameter) {
    if (parameter.getSource().isEmpty()) {
      throw config.error("no list of images is given; add image_data_param { source: ... }");
    }
    checkBatchSize(config, MESSAGE, parameter.getBatchSize());
    if (parameter.getRandSkip() < 0) {
      throw config.error(MESSAGE, "rand_skip", MESSAGE + ".rand_skip is too large");
    }
    int height = parameter.getNewHeight();
    int width = parameter.getNewWidth();
    if ((height == 0) != (width == 0)) {
      throw config.error(
          "new_height is %d and new_width is %d; give both or none".formatted(height, width));
    }
    int channels = parameter.getIsColor() ? 3 : 1;
    if (height != 0) {
      try {
        ImageDecoder.checkSize(height, width, channels, "an image of new_height x new_width");
      } catch (DataException e) {
        throw config.error(String.valueOf(e.getMessage()));
      }
    }
  }
}
