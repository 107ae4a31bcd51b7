package io.decant.api.layers.detection;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.BlobCount;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.proto.caffe.DetectionOutputParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Copy;
import io.decant.spi.op.Operand;
import io.decant.spi.op.Shape;
import java.util.List;

/**
 * The objects that a net found. Bottoms: locations (N, P * 4), or with {@code share_location:
 * false} (N, P * classes * 4); confidences (N, P * classes); prior boxes (1, 2, P * 4). Of each
 * class but the background, boxes that overlap with a better one are left out; of each image the
 * best {@code keep_top_k} stay. Top: (1, 1, D, 7), rows of image, label, score, left, top, right,
 * bottom, by image, label and falling score; D is decided in each pass. Where no image has any, a
 * row for each image with -1 behind its number. {@code clip}, OpenCV's, cuts boxes off at the
 * image's edges first. Runs on the host; no gradient. Source: SSD's DetectionOutputLayer.
 */
public final class DetectionOutputLayer extends SimpleLayer {
  private static final String MESSAGE = "detection_output_param";

  private final DetectionOutputParameter parameter;
  private Detector detector;
  private long bound;
  private long found;

  /** Creates the layer. */
  public DetectionOutputLayer(LayerConfig config) {
    super(config, BlobCount.exactly(3), BlobCount.exactly(1));
    parameter = config.parameter().getDetectionOutputParam();
    if (parameter.getNumClasses() < 1) {
      throw config.error(MESSAGE, "num_classes", "num_classes must be given and at least 1");
    }
    if (!(parameter.getNmsParam().getNmsThreshold() >= 0)
        || !(parameter.getNmsParam().getEta() > 0 && parameter.getNmsParam().getEta() <= 1)) {
      throw config.error(
          MESSAGE, "nms_param", "nms_threshold must be at least 0, eta above 0 and at most 1");
    }
    detector = new Detector(parameter, 0, 0);
  }

  @Override
  public boolean allowsForceBackward(int bottom) {
    return false;
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape locations = setup.bottom(0);
    Shape confidences = setup.bottom(1);
    Shape priors = setup.bottom(2);
    int classes = parameter.getNumClasses();
    boolean fits = locations.rank() > 0 && priors.rank() == 3 && priors.dim(1) == 2;
    long count = fits ? priors.dim(2) / PriorBoxes.NUMBERS : 0;
    long images = fits ? locations.dim(0) : 0;
    long sets = parameter.getShareLocation() ? 1 : classes;
    if (!fits
        || priors.count() != 2 * count * PriorBoxes.NUMBERS
        || locations.count() != images * count * sets * PriorBoxes.NUMBERS
        || confidences.count() != images * count * classes) {
      throw setup.error(
          "takes locations N x P * "
              + sets * PriorBoxes.NUMBERS
              + ", confidences N x P * "
              + classes
              + " and priors 1 x 2 x P * 4, the bottoms are "
              + locations
              + ", "
              + confidences
              + " and "
              + priors);
    }
    detector = new Detector(parameter, Math.toIntExact(images), Math.toIntExact(count));
    bound = detector.bound();
    found = setup.decidedExtent(bound);
    setup.top(0, Shape.of(1, 1, found, Detection.NUMBERS));
  }

  @Override
  public void forward(ForwardPass pass) {
    Tensor rows = pass.keep("rows", Shape.of(bound, Detection.NUMBERS));
    pass.decide(
        "detect",
        List.of(
            Operand.read("locations", pass.bottom(0).shape().toArray()),
            Operand.read("confidences", pass.bottom(1).shape().toArray()),
            Operand.read("priors", pass.bottom(2).shape().toArray()),
            Operand.write("rows", bound, Detection.NUMBERS)),
        detector::detect,
        pass.bottom(0),
        pass.bottom(1),
        pass.bottom(2),
        rows);
    pass.emit(
        Copy.dense(found * Detection.NUMBERS),
        rows.slice(0, Shape.of(found, Detection.NUMBERS)),
        pass.top(0));
  }

  @Override
  public void backward(BackwardPass pass) {
    refuseGradients(pass);
  }
}
