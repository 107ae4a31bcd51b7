package io.decant.api.image;

import io.decant.api.net.Net;
import io.decant.spi.op.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A net that says what images show: pycaffe's {@code caffe.Classifier}. Images are resized, the
 * centre or ten crops are taken, transformed and run in batches of the net's own size at most. Uses
 * the net, which stays open behind it, on the thread that calls.
 *
 * <pre>{@code
 * try (Decant decant = Decant.open();
 *     Net net = decant.net(Path.of("examples/mnist/lenet_deploy.prototxt")).phase(Phase.TEST).build()) {
 *   Classifier classifier =
 *       Classifier.of(net).labels(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")).build();
 *   FloatImage black = new FloatImage(28, 28, 1, new float[28 * 28]);
 *   for (Prediction prediction : classifier.classify(black, 3)) {
 *     System.out.println(prediction.label() + ": " + prediction.score());
 *   }
 * }
 * }</pre>
 */
public final class Classifier {
  private final Net net;
  private final String input;
  private final int batch;
  private final Transformer transformer;
  private final int height;
  private final int width;
  private final List<String> labels;

  private Classifier(Builder builder, Transformer transformer) {
    this.net = builder.net;
    this.input = builder.input;
    this.batch = Math.toIntExact(builder.shape.dim(0));
    this.transformer = transformer;
    this.height = builder.height > 0 ? builder.height : transformer.height();
    this.width = builder.width > 0 ? builder.width : transformer.width();
    this.labels = builder.labels;
  }

  /**
   * Starts to describe a classifier.
   *
   * @param net with phase TEST, trained; its first input takes the images, its first output has a
   *     score for each class
   * @throws IllegalArgumentException when its first input takes no images
   */
  public static Builder of(Net net) {
    return new Builder(net);
  }

  /**
   * Returns the classes that an image most likely belongs to, the likeliest first, by its centre.
   *
   * @param most how many are wanted
   */
  public List<Prediction> classify(FloatImage image, int most) {
    return Prediction.best(predict(List.of(image), false).get(0), labels, most);
  }

  /**
   * Returns the scores of images, in their order.
   *
   * @param oversample whether each image's scores are the means over its corners and its centre,
   *     each also mirrored, instead of those of the centre
   */
  public List<float[]> predict(List<FloatImage> images, boolean oversample) {
    List<float[]> items = new ArrayList<>();
    for (FloatImage image : images) {
      FloatImage sized = image.resized(height, width);
      int rows = transformer.height();
      int columns = transformer.width();
      List<FloatImage> crops =
          oversample
              ? Crops.oversample(sized, rows, columns)
              : List.of(Crops.centre(sized, rows, columns));
      crops.forEach(crop -> items.add(transformer.preprocess(crop)));
    }
    List<float[]> scores = forward(items);
    return oversample ? means(scores) : scores;
  }

  private List<float[]> forward(List<float[]> items) {
    List<float[]> scores = new ArrayList<>();
    for (int first = 0; first < items.size(); first += batch) {
      List<float[]> part = items.subList(first, Math.min(items.size(), first + batch));
      int length = part.get(0).length;
      float[] values = new float[part.size() * length];
      for (int i = 0; i < part.size(); i++) {
        System.arraycopy(part.get(i), 0, values, i * length, length);
      }
      float[] all = net.forward(Map.of(input, values)).values().iterator().next();
      int classes = all.length / part.size();
      for (int i = 0; i < part.size(); i++) {
        scores.add(Arrays.copyOfRange(all, i * classes, (i + 1) * classes));
      }
    }
    return scores;
  }

  private static List<float[]> means(List<float[]> scores) {
    List<float[]> means = new ArrayList<>();
    for (int first = 0; first < scores.size(); first += Crops.OVERSAMPLED) {
      List<float[]> crops = scores.subList(first, first + Crops.OVERSAMPLED);
      float[] mean = new float[crops.get(0).length];
      for (int i = 0; i < mean.length; i++) {
        int at = i;
        mean[i] = (float) (crops.stream().mapToDouble(crop -> crop[at]).sum() / Crops.OVERSAMPLED);
      }
      means.add(mean);
    }
    return means;
  }

  /** Says how images become inputs, and what classes are called. Not thread-safe. */
  public static final class Builder {
    private final Net net;
    private final String input;
    private final Shape shape;
    private Transformer transformer;
    private int height;
    private int width;
    private List<String> labels = List.of();

    private Builder(Net net) {
      this.net = net;
      this.input =
          net.inputNames().stream()
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "net '"
                              + net.name()
                              + "' has no Input layer that takes images; use its deploy form"));
      this.shape = net.blob(input).shape();
      this.transformer = Transformer.into(shape).build();
    }

    /**
     * Sets how a crop becomes an input; by default values stay as they are.
     *
     * @throws IllegalArgumentException when it is one for other inputs
     */
    public Builder transformer(Transformer newTransformer) {
      Shape made =
          Shape.of(
              shape.dim(0),
              newTransformer.channels(),
              newTransformer.height(),
              newTransformer.width());
      if (!made.equals(shape)) {
        throw new IllegalArgumentException(
            "the transformer makes " + made + ", input '" + input + "' takes " + shape);
      }
      transformer = newTransformer;
      return this;
    }

    /**
     * Sets the size that images get before they are cropped; by default that of the input, which
     * leaves nothing to crop.
     *
     * @throws IllegalArgumentException when it is smaller than the input
     */
    public Builder imageSize(int newHeight, int newWidth) {
      if (newHeight < shape.dim(2) || newWidth < shape.dim(3)) {
        throw new IllegalArgumentException(
            "images of "
                + newHeight
                + " x "
                + newWidth
                + " are smaller than input '"
                + input
                + "' of shape "
                + shape);
      }
      height = newHeight;
      width = newWidth;
      return this;
    }

    /**
     * Names the classes, in the order of the net's output; by default they are called by their
     * index.
     *
     * @throws IllegalArgumentException when there is another number of classes
     */
    public Builder labels(List<String> names) {
      Shape scores = net.outputs().get(0).blob().shape();
      Prediction.requireLabels(names, scores.count() / scores.dim(0));
      labels = List.copyOf(names);
      return this;
    }

    /** Returns the classifier. */
    public Classifier build() {
      return new Classifier(this, transformer);
    }
  }
}
