package io.decant.examples;

import io.decant.api.Decant;
import io.decant.api.net.Net;
import io.decant.api.net.NetParam;
import io.decant.data.image.Colours;
import io.decant.data.image.Image;
import io.decant.data.image.ImageDecoder;
import io.decant.proto.caffe.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Casts LeNet's inner products into convolutions, and lets the new net look at four digits. */
public final class NetSurgery {
  private static final Path DIGIT = Path.of("examples/classification/digit.png");
  private static final int SIZE = 28;
  private static final float SCALE = 0.00390625f;

  private NetSurgery() {}

  /** Runs on LeNet's weights, the first argument; writes the new ones to the second. */
  public static void main(String[] arguments) throws IOException {
    try (Decant decant = Decant.open();
        Net lenet =
            decant.net(Path.of("examples/mnist/lenet_deploy.prototxt")).phase(Phase.TEST).build();
        Net wide =
            decant
                .net(Path.of("examples/surgery/lenet_convolutional.prototxt"))
                .phase(Phase.TEST)
                .build()) {
      lenet.copyTrainedLayersFrom(Path.of(arguments[0]));
      for (NetParam from : lenet.parameters()) {
        boolean cast = from.layer().startsWith("ip");
        wide.parameter(cast ? from.layer() + "-conv" : from.layer(), from.index())
            .setData(lenet.blob(from).data());
      }
      wide.save(Path.of(arguments[1]), false);
      wide.blob("data").setData(fourDigits());
      wide.forward();
      int places = Math.toIntExact(wide.blob("prob").shape().dim(2));
      float[] scores = wide.blob("prob").data();
      int last = places - 1;
      System.out.println(
          "Corners: "
              + best(scores, places, 0, 0)
              + " "
              + best(scores, places, 0, last)
              + " "
              + best(scores, places, last, 0)
              + " "
              + best(scores, places, last, last));
    }
  }

  private static float[] fourDigits() throws IOException {
    Image digit = ImageDecoder.decode(Files.readAllBytes(DIGIT), Colours.GRAY, DIGIT);
    float[] row = new float[SIZE];
    float[] picture = new float[4 * SIZE * SIZE];
    for (int y = 0; y < 2 * SIZE; y++) {
      digit.row(0, y % SIZE, 0, row, SIZE);
      for (int x = 0; x < 2 * SIZE; x++) {
        picture[y * 2 * SIZE + x] = row[x % SIZE] * SCALE;
      }
    }
    return picture;
  }

  private static int best(float[] scores, int places, int row, int column) {
    int best = 0;
    for (int digit = 1; digit < 10; digit++) {
      int at = row * places + column;
      if (scores[digit * places * places + at] > scores[best * places * places + at]) {
        best = digit;
      }
    }
    return best;
  }
}
