package io.decant.data.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.layer.DataShare;
import io.decant.api.net.Net;
import io.decant.data.DataException;
import io.decant.data.db.DatabaseWriter;
import io.decant.data.db.Databases;
import io.decant.data.db.Existing;
import io.decant.data.memory.MemoryData;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.DataParameter.DB;
import io.decant.proto.caffe.Datum;
import io.decant.proto.caffe.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders, shares, labels, bad records and refusals of the sources of images. */
@Timeout(120)
class ImageSourcesTest extends OnCpu {
  private static final int COUNT = 11;

  private Net net(String type, String parameters, DataShare share) throws IOException {
    Path file = folder.resolve("net.prototxt");
    Files.writeString(
        file,
        "layer { name: \"images\" type: \"%s\" top: \"data\" top: \"label\" %s }"
            .formatted(type, parameters));
    return decant.net(file).phase(Phase.TRAIN).seed(4).share(share).directory(folder).build();
  }

  private List<Float> labels(String type, String parameters, DataShare share, int passes)
      throws IOException {
    List<Float> labels = new ArrayList<>();
    try (Net net = net(type, parameters, share)) {
      for (int pass = 0; pass < passes; pass++) {
        net.forward();
        for (float label : net.blob("label").data()) {
          labels.add(label);
        }
      }
    }
    return labels;
  }

  @Test
  void aRoundOfShuffledImagesHasEachOnce() throws IOException {
    TestImages.files(folder, COUNT);
    String parameters =
        "image_data_param { source: 'list.txt' shuffle: true rand_skip: 3 batch_size: 1 }";
    List<Float> labels = labels("ImageData", parameters, DataShare.ALL, 4 * COUNT);
    int skipped = -1;
    for (int start = 0; start < 3; start++) {
      List<Float> round = labels.subList(COUNT - start, 2 * COUNT - start);
      skipped = new TreeSet<>(round).size() == COUNT ? start : skipped;
    }
    assertTrue(skipped >= 0, labels.toString());
    List<Float> second = labels.subList(COUNT - skipped, 2 * COUNT - skipped);
    List<Float> third = labels.subList(2 * COUNT - skipped, 3 * COUNT - skipped);
    assertEquals(COUNT, new TreeSet<>(third).size());
    assertFalse(second.equals(third), "the rounds have the same order");
    assertFalse(second.equals(new ArrayList<>(new TreeSet<>(second))), "it is not shuffled");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ImageData  | image_data_param { source: 'list.txt' shuffle: true batch_size: 2 }
          Data       | data_param { source: 'db' backend: LMDB batch_size: 2 }
          WindowData | transform_param { crop_size: 5 } window_data_param { source: 'windows.txt' \
                         batch_size: 2 fg_fraction: 1 }
          """)
  void sharesTogetherAreTheWhole(String type, String parameters) throws IOException {
    TestImages.files(folder, COUNT);
    TestImages.database(folder.resolve("db"), DB.LMDB, COUNT, 100);
    windows();
    List<Float> whole = labels(type, parameters, DataShare.ALL, 12);
    for (int rank = 0; rank < 3; rank++) {
      List<Float> share = labels(type, parameters, new DataShare(rank, 3), 4);
      for (int i = 0; i < share.size(); i++) {
        assertEquals(whole.get(3 * i + rank), share.get(i));
      }
    }
  }

  private void windows() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < COUNT; i++) {
      text.append("# %d %d.png 3 10 12 2 %d 0.9 1 1 9 8 1 0.1 2 0 5 7%n".formatted(i, i, i + 1));
    }
    Files.writeString(folder.resolve("windows.txt"), text);
  }

  @Test
  void labelsMayBeFractionsAndSeveral() throws IOException {
    TestImages.files(folder, 2);
    Files.writeString(folder.resolve("list.txt"), "0.png 0.5,-2\n1.png 3,1e2\n");
    try (Net net =
        net("ImageData", "image_data_param { source: 'list.txt' batch_size: 2 }", DataShare.ALL)) {
      net.forward();
      assertArrayEquals(new long[] {2, 2}, net.blob("label").shape().toArray());
      assertArrayEquals(new float[] {0.5f, -2, 3, 100}, net.blob("label").data());
    }
    try (DatabaseWriter writer = Databases.create(folder.resolve("db"), DB.LMDB, Existing.REFUSE)) {
      for (int i = 0; i < 2; i++) {
        Datum datum = TestImages.datum(i).toBuilder().addFloatLabel(i + 0.25f).build();
        writer.put(new byte[] {(byte) ('a' + i)}, datum.toByteArray());
      }
      writer.commit();
    }
    try (Net net =
        net("Data", "data_param { source: 'db' backend: LMDB batch_size: 2 }", DataShare.ALL)) {
      net.forward();
      assertArrayEquals(new long[] {2}, net.blob("label").shape().toArray());
      assertArrayEquals(new float[] {0.25f, 1.25f}, net.blob("label").data());
    }
  }

  @Test
  void badRecordsAreLeftOutInOrder() throws IOException {
    TestImages.database(folder.resolve("db"), DB.LMDB, COUNT, 4);
    String parameters =
        "data_param { source: 'db' backend: LMDB batch_size: 3 skip_bad_records: true }";
    // 3 and 7 are bad; the next of the sequence take their places
    assertEquals(
        List.of(0f, 1f, 2f, 4f, 5f, 6f, 8f, 9f, 10f, 0f, 1f, 2f),
        labels("Data", parameters.replace("batch_size: 3", "batch_size: 1"), DataShare.ALL, 12)
            .subList(0, 12));
    List<Float> batches = labels("Data", parameters, DataShare.ALL, 6);
    assertEquals(List.of(0f, 1f, 2f, 6f, 4f, 5f, 10f, 8f, 9f), batches.subList(0, 9));
    assertFalse(batches.contains(3f) || batches.contains(7f), batches.toString());
  }

  @Test
  void whenAllRecordsAreBadTheRunEnds() throws IOException {
    TestImages.database(folder.resolve("db"), DB.LMDB, 3, 1);
    String parameters =
        "data_param { source: 'db' backend: LMDB batch_size: 2 skip_bad_records: true }";
    ProtoFormatException e =
        assertThrows(
            ProtoFormatException.class, () -> net("Data", parameters, DataShare.ALL).close());
    assertTrue(e.getMessage().contains("record 2 (key 00000002)"), e.getMessage());
    TestImages.files(folder, 3);
    try (Net net =
        net(
            "ImageData",
            "image_data_param { source: 'list.txt' batch_size: 2 skip_bad_records: true }",
            DataShare.ALL)) {
      for (int i = 0; i < 3; i++) {
        Files.writeString(folder.resolve(i + ".png"), "no image");
      }
      RuntimeException all =
          assertThrows(
              RuntimeException.class,
              () -> {
                for (int pass = 0; pass < 9; pass++) {
                  net.forward();
                }
                net.blob("data").data();
              });
      assertTrue(all.getMessage().contains("all records are bad"), all.getMessage());
    }
  }

  @Test
  void aBadImageIsNamedWithItsListAndLine() throws IOException {
    TestImages.files(folder, COUNT);
    Files.write(folder.resolve("4.png"), Arrays.copyOf(TestImages.encoded(4, "png"), 100));
    try (Net net =
        net("ImageData", "image_data_param { source: 'list.txt' batch_size: 6 }", DataShare.ALL)) {
      RuntimeException e =
          assertThrows(
              RuntimeException.class,
              () -> {
                net.forward();
                net.blob("data").data();
              });
      assertTrue(e.getMessage().contains("layer 'images'"), e.getMessage());
      assertTrue(e.getMessage().contains(folder.resolve("4.png").toString()), e.getMessage());
      assertTrue(
          e.getMessage().contains("line 5 of " + folder.resolve("list.txt")), e.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ImageData  | image_data_param { batch_size: 2 } | no list of images is given
          ImageData  | image_data_param { source: 'none' } | there is no such file
          ImageData  | image_data_param { source: 'text' } | line 1 of
          ImageData  | image_data_param { source: 'empty' } | it names no image
          ImageData  | image_data_param { source: 'missing' } | there is no such file
          ImageData  | image_data_param { source: 'list.txt' new_height: 5 } | give both or none
          ImageData  | image_data_param { source: 'list.txt' batch_size: 0 } | batch_size is 0
          ImageData  | image_data_param { source: 'list.txt' new_height: 2000000000 new_width: 9 } \
                       | all of them at most
          WindowData | window_data_param { source: 'windows.txt' batch_size: 1 } | crop_size
          WindowData | transform_param { crop_size: 5 } window_data_param { source: 'text' \
                         batch_size: 1 } | should begin with '#'
          WindowData | transform_param { crop_size: 5 } window_data_param { source: 'windows.txt' \
                         batch_size: 1 crop_mode: 'round' } | give warp or square
          WindowData | transform_param { crop_size: 5 } window_data_param { source: 'windows.txt' \
                         batch_size: 1 context_pad: 3 } | context_pad is 3
          WindowData | transform_param { crop_size: 5 } window_data_param { source: 'windows.txt' \
                         batch_size: 1 fg_threshold: 0.95 } | some of both are needed
          MemoryData | memory_data_param { batch_size: 2 channels: 1 height: 0 width: 3 } \
                       | memory_data_param is an image of 1 x 0 x 3
          """)
  void refusals(String type, String parameters, String problem) throws IOException {
    TestImages.files(folder, 2);
    windows();
    Files.writeString(folder.resolve("text"), "nothing of the kind\n");
    Files.writeString(folder.resolve("empty"), "\n\n");
    Files.writeString(folder.resolve("missing"), "gone.jpg 3\n");
    ProtoFormatException e =
        assertThrows(
            ProtoFormatException.class, () -> net(type, parameters, DataShare.ALL).close());
    assertTrue(e.getMessage().contains(problem), e.getMessage());
    assertTrue(e.getMessage().contains("layer 'images' (" + type + ")"), e.getMessage());
  }

  @Test
  void dataFromMemory() throws IOException {
    String parameters = "memory_data_param { batch_size: 2 channels: 1 height: 1 width: 2 }";
    try (Net net = net("MemoryData", parameters, DataShare.ALL)) {
      RuntimeException none = assertThrows(RuntimeException.class, net::forward);
      assertTrue(none.getMessage().contains("has no data yet"), none.getMessage());
      MemoryData memory = (MemoryData) net.layers().get(0).layer();
      assertThrows(IllegalArgumentException.class, () -> memory.reset(new float[6], new float[3]));
      assertThrows(IllegalArgumentException.class, () -> memory.reset(new float[7], new float[4]));
      memory.reset(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, new float[] {1, 2, 3, 4});
      for (float first : new float[] {1, 3, 1}) {
        net.forward();
        assertArrayEquals(new float[] {first, first + 1}, net.blob("label").data());
        assertEquals(2 * first - 1, net.blob("data").data()[0]);
      }
      memory.reset(new float[] {9, 9, 9, 9}, new float[] {8, 8});
      net.forward();
      assertArrayEquals(new float[] {8, 8}, net.blob("label").data());
      List<Datum> wrong = List.of(TestImages.datum(0), TestImages.datum(1));
      DataException e = assertThrows(DataException.class, () -> memory.reset(wrong));
      assertTrue(e.getMessage().contains("record 0 for layer 'images'"), e.getMessage());
      net.forward();
      assertArrayEquals(new float[] {8, 8}, net.blob("label").data());
    }
  }
}
