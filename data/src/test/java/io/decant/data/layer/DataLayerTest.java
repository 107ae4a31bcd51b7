package io.decant.data.layer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.layer.LayerRegistry;
import io.decant.api.layer.Positioned;
import io.decant.api.net.Net;
import io.decant.data.db.DatabaseWriter;
import io.decant.data.db.Databases;
import io.decant.data.db.Existing;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.DataParameter.DB;
import io.decant.proto.caffe.Datum;
import io.decant.proto.caffe.Phase;
import io.decant.proto.io.BinaryProto;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The layer in nets on the CPU. */
class DataLayerTest extends OnCpu {
  private static Net net(Path directory, String prototxt, Phase phase) {
    return decant.net(directory.resolve(prototxt)).phase(phase).directory(directory).build();
  }

  private Net net(String parameters) throws IOException {
    Files.writeString(
        folder.resolve("net.prototxt"),
        """
        layer {
          name: "digits"
          type: "Data"
          top: "data"
          top: "label"
          %s
        }
        """
            .formatted(parameters));
    return net(folder, "net.prototxt", Phase.TRAIN);
  }

  /** Records whose label and only float are their number; all but those of {@code other} floats. */
  private void database(int records, int other) throws IOException {
    try (DatabaseWriter writer =
        Databases.create(folder.resolve("db"), DB.LMDB, Existing.REPLACE)) {
      for (int i = 0; i < records; i++) {
        Datum.Builder datum =
            Datum.newBuilder().setChannels(1).setHeight(1).setWidth(1).setLabel(i).addFloatData(i);
        if (i == other) {
          datum.setWidth(2).addFloatData(i);
        }
        writer.put("%08d".formatted(i).getBytes(US_ASCII), datum.build().toByteArray());
      }
      writer.commit();
    }
  }

  @Test
  void theRegistryFindsIt() {
    assertTrue(LayerRegistry.load().types().contains("Data"));
  }

  @ParameterizedTest
  @CsvSource({
    "data_float_data, TEST, 2",
    "data_crop_center, TEST, 1",
    "data_mean_file, TEST, 1",
    "data_iters3_wrap, TEST, 3"
  })
  void givesWhatCaffeGives(String name, Phase phase, int iterations) throws URISyntaxException {
    Path golden = Path.of(Objects.requireNonNull(getClass().getResource("golden/" + name)).toURI());
    try (Net net = net(golden, "net.prototxt", phase)) {
      for (int i = 0; i < iterations; i++) {
        net.forward();
      }
      for (String blob : List.of("data", "label")) {
        Path file = golden.resolve("blobs/" + blob + ".binaryproto");
        assertArrayEquals(BinaryProto.readBlob(file).shape(), net.blob(blob).shape().toArray());
        assertArrayEquals(BinaryProto.readBlob(file).data(), net.blob(blob).data());
      }
    }
  }

  @Test
  void goesOnFromAPosition() throws IOException {
    database(10, -1);
    String parameters = "data_param { source: 'db' backend: LMDB batch_size: 4 }";
    long position;
    float[] expected;
    try (Net net = net(parameters)) {
      for (int i = 0; i < 6; i++) {
        net.forward();
      }
      position = positioned(net).position();
      assertEquals(24, position);
      net.forward();
      expected = net.blob("label").data();
      assertArrayEquals(new float[] {4, 5, 6, 7}, expected);
    }
    try (Net net = net(parameters)) {
      positioned(net).seek(position);
      net.forward();
      assertArrayEquals(expected, net.blob("label").data());
      assertArrayEquals(expected, net.blob("data").data());
    }
  }

  private static Positioned positioned(Net net) {
    return assertInstanceOf(Positioned.class, net.layers().get(0).layer());
  }

  @Test
  void aRecordOfAnotherShapeIsNamedWhenItsTurnComes() throws IOException {
    database(10, 7);
    try (Net net = net("data_param { source: 'db' backend: LMDB batch_size: 4 prefetch: 2 }")) {
      net.forward();
      RuntimeException e =
          assertThrows(
              RuntimeException.class,
              () -> {
                net.forward();
                net.blob("data").data();
              });
      assertTrue(e.getMessage().contains("layer 'digits'"), e.getMessage());
      assertTrue(e.getMessage().contains("record 7 (key 00000007) of "), e.getMessage());
      assertTrue(e.getMessage().contains("all must be alike"), e.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          data_param { backend: LMDB batch_size: 4 } | no database is given
          data_param { source: 'db' backend: LMDB } | data_param.batch_size is 0
          data_param { source: 'db' backend: LMDB batch_size: 4294967295 } | batch_size is 4294967295
          data_param { source: 'db' backend: LMDB batch_size: 2147483647 } | a batch would have 2,147
          data_param { source: 'db' backend: LMDB batch_size: 4 prefetch: 0 } | prefetch is 0
          data_param { source: 'db' batch_size: 4 } | it is an LMDB; give backend: LMDB
          data_param { source: 'no' backend: LMDB batch_size: 4 } | there is no such folder
          data_param { source: 'db/data.mdb' backend: LMDB batch_size: 4 } | it is a file
          transform_param { force_color: true force_gray: true } \
          data_param { source: 'db' backend: LMDB batch_size: 4 } | both force_color and force_gray
          """)
  void refusesByFileLineAndLayer(String parameters, String problem) throws IOException {
    database(10, -1);
    ProtoFormatException e =
        assertThrows(ProtoFormatException.class, () -> net(parameters).close());
    assertTrue(e.getMessage().contains("net.prototxt:"), e.getMessage());
    assertTrue(e.getMessage().contains("layer 'digits' (Data): "), e.getMessage());
    assertTrue(e.getMessage().contains(problem), e.getMessage());
  }

  @Test
  void anEmptyDatabaseIsRefused() throws IOException {
    database(0, -1);
    ProtoFormatException e =
        assertThrows(
            ProtoFormatException.class,
            () -> net("data_param { source: 'db' backend: LMDB batch_size: 4 }").close());
    assertTrue(e.getMessage().contains("it holds no records"), e.getMessage());
  }

  @Test
  void imagesWithoutLabels() throws IOException {
    database(10, -1);
    Files.writeString(
        folder.resolve("images.prototxt"),
        """
        layer {
          name: "digits" type: "Data" top: "data"
          data_param { source: "db" backend: LMDB batch_size: 3 }
        }
        """);
    try (Net net = net(folder, "images.prototxt", Phase.TEST)) {
      net.forward();
      assertArrayEquals(new float[] {0, 1, 2}, net.blob("data").data());
    }
  }
}
