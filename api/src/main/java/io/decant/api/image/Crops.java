package io.decant.api.image;

import java.util.ArrayList;
import java.util.List;

/** Parts of an image, all of one size. Source: pycaffe's Classifier and caffe.io.oversample. */
final class Crops {
  /** Of the corners and the centre, each also mirrored. */
  static final int OVERSAMPLED = 10;

  private Crops() {}

  static FloatImage centre(FloatImage image, int height, int width) {
    return image.crop((image.height() - height) / 2, (image.width() - width) / 2, height, width);
  }

  /** Returns the corners and the centre, then the same mirrored. */
  static List<FloatImage> oversample(FloatImage image, int height, int width) {
    int bottom = image.height() - height;
    int right = image.width() - width;
    List<FloatImage> crops = new ArrayList<>(OVERSAMPLED);
    crops.add(image.crop(0, 0, height, width));
    crops.add(image.crop(0, right, height, width));
    crops.add(image.crop(bottom, 0, height, width));
    crops.add(image.crop(bottom, right, height, width));
    crops.add(centre(image, height, width));
    List.copyOf(crops).forEach(crop -> crops.add(crop.mirrored()));
    return crops;
  }
}
