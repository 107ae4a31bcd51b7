package io.decant.api.layers.detection;

import io.decant.proto.caffe.DetectionOutputParameter;
import io.decant.spi.memory.HostTensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the objects of a batch. Immutable. */
final class Detector {
  private final DetectionOutputParameter parameter;
  private final Suppression suppression;
  private final int images;
  private final int priors;

  /**
   * Creates a detector.
   *
   * @param images of the batch
   * @param priors boxes for each image
   */
  Detector(DetectionOutputParameter parameter, int images, int priors) {
    this.parameter = parameter;
    this.images = images;
    this.priors = priors;
    var nms = parameter.getNmsParam();
    suppression =
        new Suppression(nms.getNmsThreshold(), nms.getEta(), nms.hasTopK() ? nms.getTopK() : -1);
  }

  /** Returns how many rows there are at most; at least one for each image. */
  long bound() {
    long ofClass = suppression.topK() > -1 ? Math.min(suppression.topK(), priors) : (long) priors;
    long all = ofClass * parameter.getNumClasses();
    long kept = parameter.getKeepTopK() > -1 ? Math.min(parameter.getKeepTopK(), all) : all;
    return images * Math.max(1, kept);
  }

  /** Operands: locations, confidences, priors, rows. Returns the number of rows that count. */
  long detect(List<HostTensor> operands) {
    FloatBuffer rows = operands.get(3).floats();
    BoxDecoder decoder =
        new BoxDecoder(
            operands.get(2).floats(),
            priors,
            parameter.getCodeType(),
            parameter.getVarianceEncodedInTarget());
    int count = 0;
    for (int image = 0; image < images; image++) {
      for (Detection each :
          ofImage(image, operands.get(0).floats(), operands.get(1).floats(), decoder)) {
        each.write(rows, count++, image);
      }
    }
    int last = Math.max(count, images);
    for (int row = count; row < rows.limit() / Detection.NUMBERS; row++) {
      Detection.writeNone(rows, row, Math.min(row, last - 1));
    }
    return count == 0 ? images : count;
  }

  private List<Detection> ofImage(
      int image, FloatBuffer locations, FloatBuffer confidences, BoxDecoder decoder) {
    List<Detection> kept = new ArrayList<>();
    for (int label = 0; label < parameter.getNumClasses(); label++) {
      if (label != parameter.getBackgroundLabelId()) {
        kept.addAll(suppression.apply(candidates(image, label, locations, confidences, decoder)));
      }
    }
    int most = parameter.getKeepTopK();
    if (most > -1 && kept.size() > most) {
      kept.sort(Suppression.BEST_FIRST);
      kept = new ArrayList<>(kept.subList(0, most));
      kept.sort(Comparator.comparingInt(Detection::label));
    }
    return kept;
  }

  private List<Detection> candidates(
      int image, int label, FloatBuffer locations, FloatBuffer confidences, BoxDecoder decoder) {
    int classes = parameter.getNumClasses();
    int sets = parameter.getShareLocation() ? 1 : classes;
    int set = parameter.getShareLocation() ? 0 : label;
    float threshold =
        parameter.hasConfidenceThreshold() ? parameter.getConfidenceThreshold() : -Float.MAX_VALUE;
    List<Detection> found = new ArrayList<>();
    for (int prior = 0; prior < priors; prior++) {
      int place = image * priors + prior;
      float score = confidences.get(place * classes + label);
      if (score > threshold) {
        int at = (place * sets + set) * PriorBoxes.NUMBERS;
        Box box = decoder.decode(locations, at, prior);
        found.add(new Detection(label, score, parameter.getClip() ? box.inImage() : box));
      }
    }
    return found;
  }
}
