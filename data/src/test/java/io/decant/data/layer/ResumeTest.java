package io.decant.data.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.decant.api.net.NetLayer;
import io.decant.api.solver.Solver;
import io.decant.data.hdf5.Hdf5Array;
import io.decant.data.hdf5.Hdf5Writer;
import io.decant.data.memory.MemoryData;
import io.decant.proto.caffe.DataParameter.DB;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.io.BinaryProto;
import io.decant.spi.op.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that goes on from a snapshot ends with the same bits, whatever the source. */
@Timeout(120)
class ResumeTest extends OnCpu {
  private String rate = "0.0001";

  private static final String TRANSFORM = "transform_param { scale: 0.01 %s }";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Data       | crop_size: 7 mirror: true | data_param { source: 'lmdb' backend: LMDB batch_size: 4 }
          Data       | crop_size: 7 mirror: true | data_param { source: 'leveldb' batch_size: 4 }
          Data       | crop_size: 7 mirror: true | data_param { source: 'bad' backend: LMDB batch_size: 4 \
                                                              skip_bad_records: true }
          ImageData  | crop_size: 7 mirror: true | image_data_param { source: 'list.txt' batch_size: 4 \
                                                     shuffle: true rand_skip: 5 root_folder: './' }
          WindowData | crop_size: 7 mirror: true | window_data_param { source: 'windows.txt' \
                                                     batch_size: 4 context_pad: 1 }
          HDF5Data   |                           | hdf5_data_param { source: 'files.txt' batch_size: 4 \
                                                                     shuffle: true }
          MemoryData | crop_size: 7 mirror: true | memory_data_param { batch_size: 4 channels: 3 \
                                                                       height: 7 width: 7 }
          DummyData  |                           | dummy_data_param { \
                       data_filler { type: 'gaussian' std: 1 } data_filler { type: 'uniform' } \
                       shape { dim: 4 dim: 3 } shape { dim: 4 } }
          """)
  void toTheSameBits(String type, String transformation, String parameters) throws IOException {
    data();
    // its pixels are not scaled
    rate = type.equals("WindowData") ? "0.00000001" : rate;
    String transform =
        transformation == null
            ? ""
            : type.equals("WindowData")
                ? "transform_param { %s }".formatted(transformation)
                : TRANSFORM.formatted(transformation);
    Files.writeString(
        folder.resolve("net.prototxt"),
        """
        layer { name: "source" type: "%s" top: "data" top: "label" %s %s }
        layer {
          name: "ip" type: "InnerProduct" bottom: "data" top: "ip"
          inner_product_param { num_output: 1 weight_filler { type: "gaussian" std: 0.1 } }
        }
        layer { name: "loss" type: "EuclideanLoss" bottom: "ip" bottom: "label" top: "loss" }
        """
            .formatted(type, transform, parameters));
    try (Solver unbroken = solver(1)) {
      unbroken.step(9);
      unbroken.snapshot();
    }
    float[] expected = weights(9);
    try (Solver first = solver(1)) {
      first.step(5);
      first.snapshot();
    }
    assertFalse(Arrays.equals(expected, weights(5)));
    Files.delete(folder.resolve("run_iter_9.caffemodel"));
    try (Solver second = solver(7)) {
      second.restore(folder.resolve("run_iter_5.solverstate"));
      second.step(4);
      second.snapshot();
    }
    assertArrayEquals(expected, weights(9));
  }

  private Solver solver(int seed) throws IOException {
    Path file = folder.resolve("solver.prototxt");
    Files.writeString(
        file,
        """
        net: "net.prototxt" base_lr: %s lr_policy: "fixed" momentum: 0.9 max_iter: 100
        random_seed: %d snapshot_prefix: "%s"
        """
            .formatted(rate, seed, folder.resolve("run")));
    Solver solver = decant.solver(file).directory(folder).build();
    for (NetLayer layer : solver.net().layers()) {
      if (layer.layer() instanceof MemoryData memory) {
        memory.reset(
            List.of(
                TestImages.datum(0),
                TestImages.datum(1),
                TestImages.datum(2),
                TestImages.datum(3),
                TestImages.datum(4),
                TestImages.datum(5),
                TestImages.datum(6),
                TestImages.datum(7),
                TestImages.datum(8),
                TestImages.datum(9),
                TestImages.datum(10),
                TestImages.datum(11)));
      }
    }
    return solver;
  }

  private float[] weights(int iteration) {
    NetParameter model =
        BinaryProto.read(
            folder.resolve("run_iter_" + iteration + ".caffemodel"),
            NetParameter.parser(),
            "a caffemodel");
    for (var layer : model.getLayerList()) {
      if (layer.getName().equals("ip")) {
        float[] weights = new float[layer.getBlobs(0).getDataCount()];
        for (int i = 0; i < weights.length; i++) {
          weights[i] = layer.getBlobs(0).getData(i);
        }
        assertEquals(weights.length, layer.getBlobs(0).getShape().getDim(1));
        return weights;
      }
    }
    throw new AssertionError("no layer ip");
  }

  private void data() throws IOException {
    TestImages.database(folder.resolve("lmdb"), DB.LMDB, 11, 100);
    TestImages.database(folder.resolve("leveldb"), DB.LEVELDB, 11, 100);
    TestImages.database(folder.resolve("bad"), DB.LMDB, 11, 4);
    TestImages.files(folder, 11);
    StringBuilder windows = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      windows.append("# %d %d.png 3 10 12 2 %d 0.9 1 1 9 8 1 0.1 2 0 5 7%n".formatted(i, i, i + 1));
    }
    Files.writeString(folder.resolve("windows.txt"), windows);
    Random random = new Random(2);
    for (int i = 0; i < 2; i++) {
      float[] data = new float[6 * 3];
      float[] labels = new float[6];
      for (int j = 0; j < data.length; j++) {
        data[j] = random.nextFloat();
        labels[j / 3] = random.nextFloat();
      }
      Hdf5Writer.write(
          folder.resolve(i + ".h5"),
          List.of(
              new Hdf5Array(
                  "data",
                  Shape.of(6, 3),
                  (first, count) -> FloatBuffer.wrap(data, (int) first, count).slice()),
              new Hdf5Array(
                  "label",
                  Shape.of(6),
                  (first, count) -> FloatBuffer.wrap(labels, (int) first, count).slice())));
    }
    Files.writeString(folder.resolve("files.txt"), "0.h5\n1.h5\n");
  }
}
