package io.decant.data.layer;

import io.decant.api.layer.BlobCount;
import io.decant.api.layer.LayerConfig;
import io.decant.data.DataException;
import io.decant.data.image.ImageDecoder;
import io.decant.data.transform.Normaliser;
import io.decant.proto.caffe.TransformationParameter;
import io.decant.proto.caffe.WindowDataParameter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Windows of images, drawn at random from a list of them, and their classes: batch x 3 x crop_size
 * x crop_size, and batch. They are read, cut out and resized on all cores. Source: Caffe's
 * WindowDataLayer, which draws other random numbers.
 */
public final class WindowDataLayer extends SourceLayer {
  private static final Logger LOG = LoggerFactory.getLogger(WindowDataLayer.class);
  private static final String MESSAGE = "window_data_param";
  private static final int PREFETCHED = 4;

  /** Reads the list of windows. */
  public WindowDataLayer(LayerConfig config) {
    super(config, BlobCount.exactly(2), source(config));
  }

  private static PrefetchingSource source(LayerConfig config) {
    WindowDataParameter parameter = config.parameter().getWindowDataParam();
    check(config, parameter);
    try {
      WindowFile file = WindowFile.read(config.resolve(parameter.getSource()), parameter);
      List<Path> paths =
          file.images().stream()
              .map(image -> config.resolve(parameter.getRootFolder() + image))
              .toList();
      Normaliser normaliser = normaliser(config);
      WindowRecords records =
          new WindowRecords(
              file, paths, config.parameter(), normaliser, config.share(), config.seed());
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

  /** Leaves the scale out, as Caffe's upgrade of old fields and its layer together do. */
  private static Normaliser normaliser(LayerConfig config) throws DataException {
    TransformationParameter parameter = config.parameter().getTransformParam();
    if (parameter.getScale() != 1) {
      LOG.warn(
          "layer '{}': scale {} has no effect on WindowData, as in Caffe; add a Power layer behind"
              + " it to scale",
          config.name(),
          parameter.getScale());
    }
    return Normaliser.of(parameter.toBuilder().clearScale().build(), config.directory());
  }

  private static void check(LayerConfig config, WindowDataParameter parameter) {
    if (parameter.getSource().isEmpty()) {
      throw config.error("no list of windows is given; add window_data_param { source: ... }");
    }
    checkBatchSize(config, MESSAGE, parameter.getBatchSize());
    int size = config.parameter().getTransformParam().getCropSize();
    try {
      ImageDecoder.checkSize(size, size, 3, "transform_param.crop_size, which must be given,");
    } catch (DataException e) {
      throw config.error(String.valueOf(e.getMessage()));
    }
    int pad = parameter.getContextPad();
    if (pad < 0 || 2L * pad >= size) {
      throw config.error(
          MESSAGE,
          "context_pad",
          "context_pad is %s, less than half of transform_param.crop_size %d is allowed"
              .formatted(Integer.toUnsignedString(pad), size));
    }
    if (!(parameter.getFgFraction() >= 0 && parameter.getFgFraction() <= 1)) {
      throw config.error(
          MESSAGE, "fg_fraction", "fg_fraction is " + parameter.getFgFraction() + "; give 0 to 1");
    }
    String mode = parameter.getCropMode();
    if (!mode.equals("warp") && !mode.equals("square")) {
      throw config.error(MESSAGE, "crop_mode", "crop_mode is '" + mode + "'; give warp or square");
    }
  }
}
