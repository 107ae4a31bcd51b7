package io.decant.cli.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.decant.api.Decant;
import io.decant.api.net.Net;
import io.decant.data.datum.DatumReader;
import io.decant.data.db.Database;
import io.decant.data.db.Databases;
import io.decant.data.image.Colours;
import io.decant.data.image.ImageDecoder;
import io.decant.proto.caffe.BlobProto;
import io.decant.proto.caffe.DataParameter.DB;
import io.decant.proto.caffe.Datum;
import io.decant.proto.caffe.Phase;
import io.decant.proto.io.BinaryProto;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases of images, and a net that tells red images from green and blue ones. */
class ImageToolsTest {
  private static final String NET =
      """
      layer { name: "data" type: "Input" top: "data"
        input_param { shape { dim: 10 dim: 3 dim: 4 dim: 4 } } }
      layer { name: "pool" type: "Pooling" bottom: "data" top: "pool"
        pooling_param { pool: AVE global_pooling: true } }
      layer { name: "ip" type: "InnerProduct" bottom: "pool" top: "ip"
        inner_product_param { num_output: 3 } }
      layer { name: "prob" type: "Softmax" bottom: "ip" top: "prob" }
      """;

  @TempDir Path folder;
  private Path list;

  /** Three images of 8 x 6, red, green and blue, and a line for one that is not there. */
  @BeforeEach
  void write() throws IOException {
    Files.createDirectory(folder.resolve("in"));
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      BufferedImage image = new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB);
      for (int y = 0; y < 6; y++) {
        for (int x = 0; x < 8; x++) {
          image.setRGB(x, y, (200 + y) << (16 - 8 * i));
        }
      }
      ImageIO.write(image, "png", folder.resolve("in/a " + i + ".png").toFile());
      lines.append("a ").append(i).append(".png ").append(i + 5).append('\n');
    }
    list = Files.writeString(folder.resolve("list.txt"), lines + "none.png 1\n");
  }

  private ToolCall convert(Path database, Object... flags) {
    List<Object> all = new ArrayList<>(List.of(flags));
    all.addAll(List.of(folder.resolve("in") + "/", list, database));
    return ToolCall.of("convert_imageset", all.toArray());
  }

  private static List<Datum> records(Path database, List<String> keys) throws IOException {
    List<Datum> records = new ArrayList<>();
    try (Database made = Databases.open(database, DB.LMDB)) {
      DatumReader reader = new DatumReader(made, 0, 1);
      while (records.size() < made.size()) {
        records.add(reader.next());
        keys.add(reader.place().toString());
      }
    }
    return records;
  }

  @Test
  void pixelsAreBlueGreenRedByChannel() throws IOException {
    ToolCall call = convert(folder.resolve("db"), "--check_size");
    assertEquals(0, call.code(), call.err());
    List<String> keys = new ArrayList<>();
    List<Datum> records = records(folder.resolve("db"), keys);
    assertEquals(3, records.size());
    assertTrue(keys.get(1).contains("00000001_a 1.png"), keys.get(1));
    assertEquals(List.of(5, 6, 7), records.stream().map(Datum::getLabel).toList());
    Datum red = records.get(0);
    assertEquals(List.of(3, 6, 8), List.of(red.getChannels(), red.getHeight(), red.getWidth()));
    assertEquals(0, red.getData().byteAt(0));
    assertEquals((byte) 201, red.getData().byteAt(2 * 48 + 8));
  }

  @Test
  void imagesAreResizedMadeGrayAndMixed() throws IOException {
    assertEquals(
        0,
        convert(
                folder.resolve("db"),
                "-resize_height=4",
                "-resize_width=4",
                "--gray",
                "--shuffle=true",
                "-backend",
                "lmdb")
            .code());
    List<Datum> records = records(folder.resolve("db"), new ArrayList<>());
    assertTrue(records.stream().allMatch(datum -> datum.getData().size() == 16));
    assertEquals(List.of(5, 6, 7), records.stream().map(Datum::getLabel).sorted().toList());
  }

  @Test
  void encodedRecordsHoldTheFileOrANewImage() throws IOException {
    assertEquals(0, convert(folder.resolve("same"), "--encoded").code());
    Datum same = records(folder.resolve("same"), new ArrayList<>()).get(0);
    assertTrue(same.getEncoded());
    assertEquals(
        ByteString.copyFrom(Files.readAllBytes(folder.resolve("in/a 0.png"))), same.getData());
    assertEquals(
        0,
        convert(folder.resolve("jpg"), "--encode_type=jpg", "--resize_width=3", "--resize_height=2")
            .code());
    Datum jpeg = records(folder.resolve("jpg"), new ArrayList<>()).get(2);
    var image = ImageDecoder.decode(jpeg.getData().toByteArray(), Colours.COLOUR, "the record");
    assertEquals("3 x 2 x 3", image.shape().toString());
    assertTrue((image.bytes()[0] & 0xff) > 180, "blue is lost");
    assertTrue((image.bytes()[2] & 0xff) < 40, "red and blue are exchanged");
  }

  @Test
  void wrongFlagsAndListsAreRefused() throws IOException {
    assertEquals(1, convert(folder.resolve("db"), "--resize_width=3").code());
    Files.writeString(list, "a 0.png 0.5\n");
    UncheckedIOException error =
        assertThrows(UncheckedIOException.class, () -> convert(folder.resolve("db")));
    assertTrue(String.valueOf(error.getMessage()).contains("one whole number is needed"));
  }

  @Test
  void classificationShowsTheMostLikelyFirst() throws IOException {
    Path model = Files.writeString(folder.resolve("net.prototxt"), NET);
    Path weights = folder.resolve("net.caffemodel");
    try (Decant decant = Devices.cpu();
        Net net = decant.net(model).phase(Phase.TEST).build()) {
      net.blob(net.parameters().get(0)).setData(1, 0, 0, 0, 1, 0, 0, 0, 1);
      net.save(weights, false);
    }
    Path mean = folder.resolve("mean.binaryproto");
    BlobProto.Builder blob = BlobProto.newBuilder().setNum(1).setChannels(3).setHeight(1);
    BinaryProto.write(mean, blob.setWidth(1).addData(100).addData(100).addData(198).build());
    Path labels = Files.writeString(folder.resolve("labels.txt"), "n1 blue\nn2 green\nn3 red\n");
    Path image = folder.resolve("in/a 0.png");
    ToolCall call = ToolCall.of("classification", model, weights, mean, labels, image);
    assertEquals(0, call.code(), call.err());
    List<String> lines = call.out().lines().toList();
    assertEquals("---------- Prediction for " + image + " ----------", lines.get(0));
    assertEquals(4, lines.size());
    assertTrue(lines.get(1).matches("1\\.0000 - \"n3 red\""), call.out());
    Files.writeString(labels, "only one\n");
    assertThrows(
        UncheckedIOException.class,
        () -> ToolCall.of("classification", model, weights, mean, labels, image));
  }
}
