package io.decant.data.caffe;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.decant.data.db.Cursor;
import io.decant.data.db.Database;
import io.decant.data.db.DatabaseWriter;
import io.decant.data.db.Databases;
import io.decant.data.db.Existing;
import io.decant.data.synthetic.MakePhotoDatabase;
import io.decant.proto.caffe.BlobProto;
import io.decant.proto.caffe.DataParameter.DB;
import io.decant.proto.caffe.Datum;
import io.decant.proto.caffe.Phase;
import io.decant.proto.io.BinaryProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that go to the real Caffe and come from it, and what both make of the same data. */
@EnabledIfSystemProperty(named = "decant.caffe.classpath", matches = ".+")
class RealCaffeTest {
  @TempDir Path folder;

  private RealCaffe caffe;

  @BeforeEach
  void caffe() {
    caffe = new RealCaffe(folder);
  }

  private static String name(DB backend) {
    return backend.name().toLowerCase(Locale.ROOT);
  }

  /** Records of raw bytes, 3 x 20 x 24, of several pages each or several to a page. */
  private void records(Path path, DB backend, int count) throws IOException {
    Random random = new Random(3);
    try (DatabaseWriter writer = Databases.create(path, backend, Existing.REFUSE)) {
      for (int i = 0; i < count; i++) {
        byte[] pixels = new byte[3 * 20 * 24];
        random.nextBytes(pixels);
        Datum.Builder datum = Datum.newBuilder().setChannels(3).setHeight(20).setWidth(24);
        datum.setData(ByteString.copyFrom(pixels)).setLabel(random.nextInt(1000));
        writer.put("%08d".formatted(i).getBytes(US_ASCII), datum.build().toByteArray());
      }
      writer.commit();
    }
  }

  private static List<String> content(Path path, DB backend) throws IOException {
    List<String> content = new ArrayList<>();
    try (Database database = Databases.open(path, backend)) {
      Cursor cursor = database.cursor();
      for (long i = 0; i < database.size(); i++) {
        cursor.next();
        ByteBuffer value = cursor.value();
        content.add(cursor.key() + " " + value.remaining() + " " + value.hashCode());
      }
    }
    return content;
  }

  @ParameterizedTest
  @EnumSource
  void databasesGoThereAndComeBack(DB backend) throws IOException {
    DB other = backend == DB.LMDB ? DB.LEVELDB : DB.LMDB;
    records(folder.resolve("ours"), backend, 2500);
    List<String> written = content(folder.resolve("ours"), backend);
    assertEquals(2500, written.size());
    caffe.run("CaffeDatabase", "copy", name(backend), "ours", name(other), "theirs");
    assertEquals(written, content(folder.resolve("theirs"), other));
    // once more, so that Caffe's own database is read by it too
    caffe.run("CaffeDatabase", "copy", name(other), "theirs", name(backend), "again");
    assertEquals(written, content(folder.resolve("again"), backend));
  }

  @ParameterizedTest
  @EnumSource
  void meansCropsAndScalesOfRecords(DB backend) throws IOException {
    records(folder.resolve("db"), backend, 10);
    BlobProto.Builder mean = BlobProto.newBuilder().setNum(1).setChannels(3).setHeight(20);
    Random random = new Random(8);
    for (int i = 0; i < 3 * 20 * 24; i++) {
      mean.addData(random.nextFloat() * 255);
    }
    BinaryProto.write(folder.resolve("mean.binaryproto"), mean.setWidth(24).build());
    String net =
        """
        layer {
          name: "data" type: "Data" top: "data" top: "label"
          transform_param { scale: 0.0039 crop_size: 13 mean_file: "mean.binaryproto" }
          data_param { source: "db" backend: %s batch_size: 7 }
        }
        """
            .formatted(backend);
    assertSame(net, 3, "data", "label");
  }

  private void assertSame(String net, int passes, String... blobs) throws IOException {
    for (String blob : blobs) {
      float[] expected = caffe.forward(net, Phase.TEST, passes, blob);
      assertArrayEquals(expected, caffe.decant(net, Phase.TEST, passes, blob), blob);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "force_color: true", "force_gray: true", "mean_value: 104.5"})
  void encodedRecords(String transformation) throws IOException {
    MakePhotoDatabase.make(20, 100, 10, folder.resolve("db"));
    assertSame(
        """
        layer {
          name: "data" type: "Data" top: "data" top: "label"
          transform_param { crop_size: 90 %s }
          data_param { source: "db" backend: LMDB batch_size: 16 }
        }
        """
            .formatted(transformation),
        2,
        "data",
        "label");
  }

  /** Puts images of the made-up kind into the folder, and lists them. */
  private void images(int count) throws IOException {
    MakePhotoDatabase.make(count, 120, 10, folder.resolve("db"));
    StringBuilder list = new StringBuilder();
    try (Database database = Databases.open(folder.resolve("db"), DB.LMDB)) {
      Cursor cursor = database.cursor();
      for (int i = 0; i < count; i++) {
        cursor.next();
        Datum datum = Datum.parseFrom(cursor.value());
        Files.write(folder.resolve("image " + i + ".jpg"), datum.getData().toByteArray());
        list.append("image ").append(i).append(".jpg ").append(i % 7).append('\n');
      }
    }
    Files.writeString(folder.resolve("list.txt"), list);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, true",
    "0, 0, false",
    "60, 60, true",
    "60, 40, true",
    "227, 227, true",
    "50, 200, false"
  })
  void imageFiles(int height, int width, boolean colour) throws IOException {
    images(6);
    assertSame(
        """
        layer {
          name: "data" type: "ImageData" top: "data" top: "label"
          image_data_param {
            source: "list.txt" root_folder: "./" batch_size: 4
            new_height: %d new_width: %d is_color: %s
          }
        }
        """
            .formatted(height, width, colour),
        2,
        "data",
        "label");
  }

  @ParameterizedTest
  @CsvSource({
    "warp, 0, 10 20 70 90",
    "warp, 6, 30 40 80 75",
    "warp, 6, 0 0 60 119",
    "square, 0, 30 40 80 75",
    "square, 5, 5 60 118 119"
  })
  void windowsOfImages(String mode, int pad, String corners) throws IOException {
    images(1);
    Files.writeString(
        folder.resolve("windows.txt"),
        "# 0\nimage0.jpg\n3\n120\n120\n2\n4 0.9 %s\n1 0.1 1 2 50 40\n".formatted(corners));
    Files.copy(folder.resolve("image 0.jpg"), folder.resolve("image0.jpg"));
    assertSame(
        """
        layer {
          name: "data" type: "WindowData" top: "data" top: "label"
          transform_param { crop_size: 51 scale: 0.5 mean_value: 100 mean_value: 110 mean_value: 120 }
          window_data_param {
            source: "windows.txt" batch_size: 4 fg_fraction: 0.5 context_pad: %d crop_mode: "%s"
          }
        }
        """
            .formatted(pad, mode),
        1,
        "data",
        "label");
  }

  @Test
  void hdf5GoesThereAndComesBack() throws IOException {
    records(folder.resolve("db"), DB.LMDB, 10);
    String source =
        """
        layer {
          name: "data" type: "Data" top: "data" top: "label"
          transform_param { scale: 0.37 } data_param { source: "db" backend: LMDB batch_size: 10 }
        }
        """;
    String output =
        source
            + """
            layer {
              name: "out" type: "HDF5Output" bottom: "data" bottom: "label"
              hdf5_output_param { file_name: "%s.h5" }
            }
            """;
    float[] expected = caffe.decant(output.formatted("ours"), Phase.TEST, 1, "data");
    caffe.forward(output.formatted("theirs"), Phase.TEST, 1, "data");
    for (String file : List.of("ours.h5", "theirs.h5")) {
      assertTrue(Files.exists(folder.resolve(file)), file);
      Files.writeString(folder.resolve("files.txt"), file + "\n");
      String input =
          """
          layer {
            name: "in" type: "HDF5Data" top: "data" top: "label"
            hdf5_data_param { source: "files.txt" batch_size: 10 }
          }
          """;
      assertArrayEquals(expected, caffe.decant(input, Phase.TEST, 1, "data"), file);
      assertSame(input, 1, "data", "label");
    }
  }
}
