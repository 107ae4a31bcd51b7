package io.decant.api.layers.detection;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.proto.caffe.PriorBoxParameter;
import io.decant.spi.memory.HostOp;
import io.decant.spi.op.Operand;
import io.decant.spi.op.Shape;
import java.util.List;

/**
 * Boxes of several sizes and aspect ratios around each place of a feature map: bottoms the map (N,
 * C, h, w) and the image (N, C, H, W), of which only shapes count; top (1, 2, h * w * priors * 4):
 * corners left, top, right, bottom in fractions of the image, then variances. For each {@code
 * min_size} there is a square, one of {@code sqrt(min_size * max_size)} if {@code max_size} is
 * given, and a box for each aspect ratio other than 1, with {@code flip} for its inverse too. Sizes
 * count in whole pixels: fractions are cut off. As in OpenCV, sizes may be given one by one by
 * {@code width} and {@code height}, and each box may come once for each pair of {@code offset_h}
 * and {@code offset_w}. No gradient. Source: SSD's PriorBoxLayer.
 */
public final class PriorBoxLayer extends SimpleLayer {
  private final PriorBoxParameter parameter;
  private PriorBoxes boxes = PriorBoxes.EMPTY;

  /** Creates the layer. */
  public PriorBoxLayer(LayerConfig config) {
    super(config, 2, 1);
    parameter = config.parameter().getPriorBoxParam();
    if (parameter.getWidthCount() + parameter.getHeightCount() > 0) {
      checkGivenSizes();
    } else if (parameter.getMinSizeCount() == 0 || !positive(parameter.getMinSizeList())) {
      throw error("min_size", "min_size must be given and above 0");
    }
    int largest = parameter.getMaxSizeCount();
    if (largest > 0 && largest != parameter.getMinSizeCount()) {
      throw error("max_size", "max_size must be given as often as min_size, or not at all");
    }
    for (int i = 0; i < largest; i++) {
      if (!(parameter.getMaxSize(i) > parameter.getMinSize(i))) {
        throw error("max_size", "max_size must be above min_size");
      }
    }
    if (!positive(parameter.getAspectRatioList())) {
      throw error("aspect_ratio", "aspect_ratio must be above 0");
    }
    int variances = parameter.getVarianceCount();
    if (variances > 1 && variances != PriorBoxes.NUMBERS) {
      throw error(
          "variance", "variance is given " + variances + " times, once or 4 times is needed");
    }
    if (parameter.hasImgSize() && (parameter.hasImgH() || parameter.hasImgW())) {
      throw error("img_size", "give either img_size, or img_h and img_w");
    }
    if (parameter.hasImgH() != parameter.hasImgW()) {
      throw error("img_h", "give both img_h and img_w");
    }
    if (parameter.hasStep() && (parameter.hasStepH() || parameter.hasStepW())) {
      throw error("step", "give either step, or step_h and step_w");
    }
    if (parameter.hasStepH() != parameter.hasStepW()) {
      throw error("step_h", "give both step_h and step_w");
    }
    if (parameter.getOffsetHCount() != parameter.getOffsetWCount()) {
      throw error("offset_h", "offset_h and offset_w must be given equally often");
    }
    if (parameter.hasOffset() && parameter.getOffsetHCount() > 0) {
      throw error("offset", "give either offset, or offset_h and offset_w");
    }
  }

  private void checkGivenSizes() {
    if (parameter.getWidthCount() != parameter.getHeightCount()
        || !positive(parameter.getWidthList())
        || !positive(parameter.getHeightList())) {
      throw error("width", "width and height must be given equally often and be above 0");
    }
    if (parameter.getMinSizeCount() + parameter.getAspectRatioCount() > 0) {
      throw error("width", "give either width and height, or min_size and aspect_ratio");
    }
  }

  private static boolean positive(List<Float> sizes) {
    return sizes.stream().allMatch(size -> size > 0);
  }

  private RuntimeException error(String field, String problem) {
    return config().error("prior_box_param", field, problem);
  }

  @Override
  public boolean allowsForceBackward(int bottom) {
    return false;
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape map = setup.bottom(0);
    Shape image = setup.bottom(1);
    if (map.rank() != 4 || image.rank() != 4) {
      throw setup.error(
          "takes a feature map and an image, both N x C x H x W, not " + map + " and " + image);
    }
    boxes = new PriorBoxes(parameter, map, image);
    setup.top(0, Shape.of(1, 2, boxes.numbers()));
  }

  @Override
  public void forward(ForwardPass pass) {
    pass.emit(
        new HostOp(
            "prior_boxes",
            List.of(Operand.write("boxes", pass.topShape(0).toArray())),
            operands -> boxes.write(operands.get(0).floats())),
        pass.top(0));
  }

  @Override
  public void backward(BackwardPass pass) {
    refuseGradients(pass);
  }
}
