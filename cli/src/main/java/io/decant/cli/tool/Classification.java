package io.decant.cli.tool;

import io.decant.api.Decant;
import io.decant.api.command.CommandContext;
import io.decant.api.image.Prediction;
import io.decant.api.net.Net;
import io.decant.api.net.NetOutput;
import io.decant.data.DataException;
import io.decant.data.files.ImageFiles;
import io.decant.data.files.TextFile;
import io.decant.data.image.Colours;
import io.decant.data.image.Image;
import io.decant.data.image.Resize;
import io.decant.proto.caffe.Phase;
import io.decant.proto.io.BinaryProto;
import io.decant.proto.io.BlobData;
import io.decant.spi.op.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** classification: what a trained net takes an image for, the five most likely classes. */
final class Classification extends ToolRun {
  private static final int SHOWN = 5;

  @Override
  protected int run(CommandContext context) throws IOException {
    try (Decant decant = Devices.cpu();
        Net net = decant.net(path(0)).phase(Phase.TEST).backward(false).build()) {
      net.copyTrainedLayersFrom(path(1));
      String input = net.layers().get(0).topNames().get(0);
      Shape shape = net.blob(input).shape();
      if (shape.rank() != 4 || (shape.dim(1) != 1 && shape.dim(1) != 3)) {
        throw new DataException(
            "the net's input '"
                + input
                + "' is "
                + shape
                + "; Input layer should have 1 or 3 channels");
      }
      net.reshape(input, shape.with(0, 1));
      net.blob(input).setData(pixels(shape));
      net.forward();
      NetOutput output = net.outputs().get(0);
      List<String> labels = TextFile.lines(path(3), "a text file of labels");
      float[] scores = output.blob().data();
      if (labels.size() != scores.length) {
        throw new DataException(
            "Number of labels is different from the output layer dimension: %s has %d, '%s' has %d"
                .formatted(words().get(3), labels.size(), output.name(), scores.length));
      }
      context.out().println("---------- Prediction for " + words().get(4) + " ----------");
      for (Prediction best : Prediction.best(scores, labels, SHOWN)) {
        context.out().printf(Locale.ROOT, "%.4f - \"%s\"%n", best.score(), best.label());
      }
    }
    return 0;
  }

  /** Returns the image, resized, less the mean of each channel over the whole mean image. */
  private float[] pixels(Shape shape) throws DataException {
    int channels = Math.toIntExact(shape.dim(1));
    int height = Math.toIntExact(shape.dim(2));
    int width = Math.toIntExact(shape.dim(3));
    double[] means = means(channels);
    Image image =
        Resize.to(
            ImageFiles.read(path(4), "the image", channels == 1 ? Colours.GRAY : Colours.COLOUR),
            height,
            width);
    float[] pixels = new float[channels * height * width];
    float[] row = new float[width];
    for (int channel = 0; channel < channels; channel++) {
      for (int y = 0; y < height; y++) {
        image.row(channel, y, 0, row, width);
        for (int x = 0; x < width; x++) {
          pixels[(channel * height + y) * width + x] = (float) (row[x] - means[channel]);
        }
      }
    }
    return pixels;
  }

  private double[] means(int channels) throws DataException {
    BlobData mean = BinaryProto.readBlob(path(2));
    long[] shape = mean.shape();
    int axis = shape.length - 3;
    if (axis < 0 || shape[axis] != channels) {
      throw new DataException(
          "Number of channels of mean file doesn't match input layer: " + words().get(2));
    }
    float[] values = mean.data();
    int plane = values.length / channels;
    double[] means = new double[channels];
    for (int i = 0; i < plane * channels; i++) {
      means[i / plane] += (double) values[i] / plane;
    }
    return means;
  }
}
