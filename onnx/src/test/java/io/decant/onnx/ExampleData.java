package io.decant.onnx;

import com.google.protobuf.ByteString;
import io.decant.api.engine.Engine;
import io.decant.api.net.Net;
import io.decant.data.datum.MeanFile;
import io.decant.data.db.DatabaseWriter;
import io.decant.data.db.Databases;
import io.decant.data.db.Existing;
import io.decant.proto.caffe.BlobProto;
import io.decant.proto.caffe.BlobShape;
import io.decant.proto.caffe.DataParameter.DB;
import io.decant.proto.caffe.Datum;
import io.decant.proto.text.Prototxt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** Random data where the nets of the examples look for theirs. */
final class ExampleData {
  private static final int RECORDS = 3;

  private ExampleData() {}

  static void write(Path root, Engine engine) throws IOException {
    database(root.resolve("examples/mnist/mnist_test_lmdb"), 1, 28, 28);
    database(root.resolve("examples/mnist/mnist_train_lmdb"), 1, 28, 28);
    database(root.resolve("examples/siamese/mnist_siamese_test_lmdb"), 2, 28, 28);
    database(root.resolve("examples/cifar10/cifar10_test_lmdb"), 3, 32, 32);
    database(root.resolve("examples/hd/test_pictures_lmdb"), 1, 64, 96);
    database(root.resolve("examples/hd/test_labels_lmdb"), 1, 64, 96);
    BlobProto.Builder mean =
        BlobProto.newBuilder()
            .setShape(BlobShape.newBuilder().addDim(1).addDim(3).addDim(32).addDim(32));
    for (int i = 0; i < 3 * 32 * 32; i++) {
      mean.addData(100 + i % 50);
    }
    MeanFile.write(root.resolve("examples/cifar10/mean.binaryproto"), mean.build());
    vectors(root, engine);
  }

  private static void database(Path path, int channels, int height, int width) throws IOException {
    Files.createDirectories(path.getParent());
    Random random = new Random(path.toString().length());
    try (DatabaseWriter writer = Databases.create(path, DB.LMDB, Existing.REFUSE)) {
      for (int i = 0; i < RECORDS; i++) {
        byte[] pixels = new byte[channels * height * width];
        random.nextBytes(pixels);
        if (path.endsWith("test_labels_lmdb")) {
          Arrays.fill(pixels, (byte) 1);
        }
        Datum datum =
            Datum.newBuilder()
                .setChannels(channels)
                .setHeight(height)
                .setWidth(width)
                .setLabel(i % 2)
                .setData(ByteString.copyFrom(pixels))
                .build();
        writer.put(
            String.format("%08d", i).getBytes(StandardCharsets.US_ASCII), datum.toByteArray());
      }
      writer.commit();
    }
  }

  /** The digits as HDF5, written by a net as the example does it. */
  private static void vectors(Path root, Engine engine) throws IOException {
    Files.createDirectories(root.resolve("examples/hdf5"));
    Path file = root.resolve("examples/hdf5/test.h5");
    String text =
        """
        layer { name: "digits" type: "Data" top: "data" top: "label"
          transform_param { scale: 0.00390625 }
          data_param { source: "examples/mnist/mnist_test_lmdb" batch_size: 8 backend: LMDB } }
        layer { name: "file" type: "HDF5Output" bottom: "data" bottom: "label"
          hdf5_output_param { file_name: "%s" } }
        """
            .formatted(file);
    try (Net net =
        Net.builder(engine, Prototxt.parseNet(text, "the net that writes"))
            .directory(root)
            .backward(false)
            .build()) {
      net.forward();
    }
    Files.writeString(root.resolve("examples/hdf5/test.txt"), file + System.lineSeparator());
  }
}
