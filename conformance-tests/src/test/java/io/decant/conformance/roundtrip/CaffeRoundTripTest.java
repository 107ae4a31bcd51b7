package io.decant.conformance.roundtrip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.Decant;
import io.decant.api.snapshot.SnapshotFormats;
import io.decant.api.solver.Solver;
import io.decant.data.hdf5.Hdf5Array;
import io.decant.data.hdf5.Hdf5Writer;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.io.BlobData;
import io.decant.proto.io.LayerWeights;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.SolverUpgrade;
import io.decant.spi.op.Shape;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A run that the real Caffe begins and Decant ends, and the other way round, against one that Caffe
 * does alone; with snapshots of both formats.
 */
@EnabledIfSystemProperty(
    named = CaffeProcess.CLASS_PATH,
    matches = ".+",
    disabledReason = "the real Caffe is not there; benchmarks/caffe-round-trip.sh brings it")
class CaffeRoundTripTest {
  private static final Decant DECANT = Decant.open();
  private static final int HALF = 10;
  private static final int BATCH = 16;

  /** Parts of the largest number of a blob, in which two runs may differ at their end. */
  private static final double TOLERANCE = 2e-4;

  /** The layer before a BatchNorm has no bias: its gradient would be rounding errors alone. */
  private static final String NET =
      """
      name: "RoundTrip"
      layer { name: "data" type: "HDF5Data" top: "x" top: "t"
        hdf5_data_param { source: "files.txt" batch_size: 16 } }
      layer { name: "conv" type: "Convolution" bottom: "x" top: "conv"
        convolution_param { num_output: 6 kernel_size: 3 bias_term: false
          weight_filler { type: "xavier" } } }
      layer { name: "norm" type: "BatchNorm" bottom: "conv" top: "norm" }
      layer { name: "scale" type: "Scale" bottom: "norm" top: "scale"
        scale_param { bias_term: true } }
      layer { name: "relu" type: "ReLU" bottom: "scale" top: "scale" }
      layer { name: "pool" type: "Pooling" bottom: "scale" top: "pool"
        pooling_param { kernel_size: 2 stride: 2 } }
      layer { name: "ip" type: "InnerProduct" bottom: "pool" top: "ip" param { lr_mult: 1 }
        param { lr_mult: 2 decay_mult: 0 }
        inner_product_param { num_output: 5 weight_filler { type: "xavier" } } }
      layer { name: "loss" type: "SoftmaxWithLoss" bottom: "ip" bottom: "t" top: "loss" }
      """;

  @TempDir Path folder;

  @AfterAll
  static void close() {
    DECANT.close();
  }

  /** A batch is the whole file, so that it does not matter how far either has read. */
  @BeforeEach
  void data() throws Exception {
    Random random = new Random(8);
    FloatBuffer images = FloatBuffer.allocate(BATCH * 3 * 8 * 8);
    FloatBuffer labels = FloatBuffer.allocate(BATCH);
    while (images.hasRemaining()) {
      images.put(random.nextFloat() - 0.5f);
    }
    while (labels.hasRemaining()) {
      labels.put(random.nextInt(5));
    }
    Hdf5Writer.write(
        folder.resolve("data.h5"),
        List.of(array("x", Shape.of(BATCH, 3, 8, 8), images), array("t", Shape.of(BATCH), labels)));
    Files.writeString(folder.resolve("files.txt"), folder.resolve("data.h5") + "\n");
    Files.writeString(folder.resolve("net.prototxt"), NET);
  }

  private static Hdf5Array array(String name, Shape shape, FloatBuffer values) {
    return new Hdf5Array(name, shape, (first, count) -> values.slice((int) first, count));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "type: 'SGD' momentum: 0.9 weight_decay: 0.004 base_lr: 0.05",
        "type: 'Nesterov' momentum: 0.9 base_lr: 0.02 iter_size: 2",
        "type: 'AdaGrad' base_lr: 0.01 clip_gradients: 0.5",
        "type: 'RMSProp' base_lr: 0.003 weight_decay: 0.01 regularization_type: 'L1'",
        "type: 'AdaDelta' momentum: 0.95 delta: 1e-6 base_lr: 1",
        "type: 'Adam' momentum: 0.9 base_lr: 0.003",
      })
  void aRunMayBeBegunThereAndFinishedHereAndTheReverse(String solver) throws Exception {
    for (String format : List.of("BINARYPROTO", "HDF5")) {
      roundTrip(solver.replace('\'', '"'), format, format.equals("HDF5") ? ".h5" : "");
    }
  }

  private void roundTrip(String settings, String format, String suffix) throws Exception {
    Path start = folder.resolve("start_iter_0.caffemodel" + suffix);
    decant(solver("start", settings, format), 0, start);
    CaffeProcess.train(solver("whole", settings, format), 2 * HALF, start);
    CaffeProcess.train(solver("theirs", settings, format), HALF, start);
    decant(solver("here", settings, format), HALF, state("theirs", HALF, suffix));
    decant(solver("ours", settings, format), HALF, start);
    CaffeProcess.train(solver("there", settings, format), HALF, state("ours", HALF, suffix));
    for (String run : List.of("here", "there")) {
      assertClose(weights("whole", suffix), weights(run, suffix), run);
      assertClose(histories("whole", suffix), histories(run, suffix), run);
    }
    assertTrue(
        difference(weights("whole", suffix).get(0), read(start).get(0)) > 100 * TOLERANCE,
        "nothing was learned");
  }

  private Path solver(String prefix, String settings, String format) throws Exception {
    return Files.writeString(
        folder.resolve(prefix + ".prototxt"),
        "net: \"%s\" lr_policy: \"multistep\" gamma: 0.5 stepvalue: 4 stepvalue: 13 random_seed: 5"
                .formatted(folder.resolve("net.prototxt"))
            + " solver_mode: CPU max_iter: 100 snapshot_format: %s snapshot_prefix: \"%s\" %s"
                .formatted(format, folder.resolve(prefix), settings));
  }

  /** Trains from a state, from weights, or, where there are none yet, from the seed. */
  private void decant(Path solver, int iterations, Path from) {
    Located<SolverParameter> parameter =
        SolverUpgrade.upgrade(Prototxt.parseSolver(solver), solver, line -> {});
    try (Solver run = Solver.builder(DECANT.engine(), parameter).directory(folder).build()) {
      run.prepare();
      if (from.toString().contains(".solverstate")) {
        run.restore(from);
      } else if (Files.exists(from)) {
        run.loadWeights(from);
      }
      run.step(iterations);
      run.snapshot();
    }
  }

  private Path state(String run, int iteration, String suffix) {
    return folder.resolve(run + "_iter_" + iteration + ".solverstate" + suffix);
  }

  private List<float[]> weights(String run, String suffix) {
    return read(folder.resolve(run + "_iter_" + 2 * HALF + ".caffemodel" + suffix));
  }

  private static List<float[]> read(Path file) {
    List<LayerWeights> layers = new ArrayList<>();
    SnapshotFormats.reading(file).readWeights(file, layers::add);
    return layers.stream().flatMap(layer -> layer.blobs().stream()).map(BlobData::data).toList();
  }

  private List<float[]> histories(String run, String suffix) {
    List<float[]> blobs = new ArrayList<>();
    Path file = state(run, 2 * HALF, suffix);
    assertEquals(
        2,
        SnapshotFormats.reading(file)
            .readState(file, blob -> blobs.add(blob.data()))
            .getCurrentStep());
    return blobs;
  }

  private static void assertClose(List<float[]> expected, List<float[]> actual, String run) {
    assertEquals(expected.size(), actual.size(), run);
    for (int i = 0; i < expected.size(); i++) {
      double difference = difference(expected.get(i), actual.get(i));
      assertTrue(difference <= TOLERANCE, run + ", blob " + i + " differs by " + difference);
    }
  }

  /** Returns the largest difference as a part of the largest number. */
  private static double difference(float[] expected, float[] actual) {
    assertEquals(expected.length, actual.length);
    double largest = 1e-6;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
    }
    return difference / largest;
  }
}
