package io.decant.api.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.Decant;
import io.decant.api.net.Net;
import io.decant.api.spec.NetSpec;
import io.decant.proto.caffe.Phase;
import io.decant.spi.op.Shape;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ClassifierTest {
  private static final Decant DECANT = Decant.open();

  @AfterAll
  static void close() {
    DECANT.close();
  }

  /** Returns a net of three classes: the first pixel, the weighted sum of all four, 0.5. */
  private static Net net() {
    NetSpec spec = new NetSpec("three");
    spec.input("data", 4, 1, 2, 2).innerProduct(3).named("scores");
    Net net = DECANT.net(spec.toProto()).phase(Phase.TEST).build();
    net.parameter("scores", 0).setData(1, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0, 0);
    net.parameter("scores", 1).setData(0, 0, 0.5f);
    return net;
  }

  /** Returns an image of 4 x 5 pixels, 0 to 19. */
  private static FloatImage count() {
    float[] values = new float[20];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return new FloatImage(4, 5, 1, values);
  }

  @Test
  void theCentreIsClassified() {
    try (Net net = net()) {
      Classifier classifier = Classifier.of(net).imageSize(4, 5).build();
      float[] scores = classifier.predict(List.of(count()), false).get(0);
      assertArrayEquals(new float[] {6, 6 + 14 + 33 + 48, 0.5f}, scores);
    }
  }

  @Test
  void tenCropsAreAveragedAsInPycaffe() {
    try (Net net = net()) {
      Classifier classifier = Classifier.of(net).imageSize(4, 5).build();
      float[] scores = classifier.predict(List.of(count()), true).get(0);
      float firsts = (0 + 3 + 10 + 13 + 6 + 1 + 4 + 11 + 14 + 7) / 10f;
      assertArrayEquals(new float[] {firsts, 104, 0.5f}, scores, 1e-5f);
    }
  }

  @Test
  void moreImagesThanABatchAreRunInParts() {
    try (Net net = net()) {
      Classifier classifier = Classifier.of(net).build();
      FloatImage image = new FloatImage(2, 2, 1, new float[] {1, 2, 3, 4});
      FloatImage other = new FloatImage(2, 2, 1, new float[] {9, 0, 0, 0});
      List<FloatImage> images = List.of(image, other, image, other, image, other);
      List<float[]> scores = classifier.predict(images, false);
      assertEquals(6, scores.size());
      for (int i = 0; i < 6; i++) {
        assertArrayEquals(
            i % 2 == 0 ? new float[] {1, 30, 0.5f} : new float[] {9, 9, 0.5f}, scores.get(i));
      }
      assertEquals(0, classifier.predict(List.of(), false).size());
    }
  }

  @Test
  void theBestClassesComeFirstWithTheirNames() {
    try (Net net = net()) {
      Classifier classifier =
          Classifier.of(net)
              .labels(List.of("first", "sum", "half"))
              .transformer(Transformer.into(Shape.of(4, 1, 2, 2)).rawScale(0.1).build())
              .build();
      List<Prediction> best =
          classifier.classify(new FloatImage(2, 2, 1, new float[] {1, 1, 1, 1}), 2);
      assertEquals(List.of("sum", "half"), best.stream().map(Prediction::label).toList());
      assertEquals(1, best.get(0).score(), 1e-6);
      assertEquals(List.of("0"), names(Prediction.best(new float[] {2, 1}, List.of(), 1)));
      assertEquals(List.of("0", "1"), names(Prediction.best(new float[] {1, 1}, List.of(), 5)));
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    try (Net net = net()) {
      refused(() -> Classifier.of(net).labels(List.of("one")), "1 labels", "3 classes");
      refused(() -> Classifier.of(net).imageSize(1, 2), "1 x 2", "smaller");
      Transformer other = Transformer.into(Shape.of(4, 3, 2, 2)).build();
      refused(() -> Classifier.of(net).transformer(other), "4x3x2x2");
    }
    NetSpec none = new NetSpec("none");
    none.layer("DummyData", l -> l.getDummyDataParamBuilder().addShapeBuilder().addDim(1));
    try (Net net = DECANT.net(none.toProto()).build()) {
      refused(() -> Classifier.of(net), "'none'", "Input");
    }
  }

  private static List<String> names(List<Prediction> predictions) {
    return predictions.stream().map(Prediction::label).toList();
  }

  private static void refused(Runnable action, String... parts) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, action::run);
    for (String part : parts) {
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }
  }
}
