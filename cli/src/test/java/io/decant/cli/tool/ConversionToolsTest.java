package io.decant.cli.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.data.datum.DatumReader;
import io.decant.data.db.Database;
import io.decant.data.db.Databases;
import io.decant.proto.caffe.BlobProto;
import io.decant.proto.caffe.DataParameter.DB;
import io.decant.proto.caffe.Datum;
import io.decant.proto.io.BinaryProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases from MNIST's and CIFAR-10's formats, and their means. */
class ConversionToolsTest {
  private static final int DIGITS = 40;

  @TempDir Path folder;

  /** Images of 2 x 2, all pixels of image i are i; its label is i % 10. */
  private void digits() throws IOException {
    ByteBuffer images = ByteBuffer.allocate(16 + DIGITS * 4);
    ByteBuffer labels = ByteBuffer.allocate(8 + DIGITS);
    images.putInt(0x803).putInt(DIGITS).putInt(2).putInt(2);
    labels.putInt(0x801).putInt(DIGITS);
    for (int i = 0; i < DIGITS; i++) {
      images.put(new byte[] {(byte) i, (byte) i, (byte) i, (byte) i});
      labels.put((byte) (i % 10));
    }
    Files.write(folder.resolve("images"), images.array());
    Files.write(folder.resolve("labels"), labels.array());
  }

  private List<Datum> records(Path database) throws IOException {
    List<Datum> records = new ArrayList<>();
    try (Database made = Databases.open(database, DB.LMDB)) {
      DatumReader reader = new DatumReader(made, 0, 1);
      while (records.size() < made.size()) {
        records.add(reader.next());
      }
    }
    return records;
  }

  @Test
  void mnistKeepsItsOrder() throws IOException {
    digits();
    Path database = folder.resolve("db");
    ToolCall call =
        ToolCall.of(
            "convert_mnist_data",
            folder.resolve("images"),
            folder.resolve("labels"),
            database,
            "--backend=lmdb");
    assertEquals(0, call.code(), call.err());
    List<Datum> records = records(database);
    assertEquals(DIGITS, records.size());
    assertEquals(7, records.get(17).getLabel());
    assertArrayEquals(new byte[] {17, 17, 17, 17}, records.get(17).getData().toByteArray());
  }

  @Test
  void pairsAreAlikeWhereTheirDigitsAre() throws IOException {
    digits();
    Path database = folder.resolve("pairs");
    Path images = folder.resolve("images");
    Path labels = folder.resolve("labels");
    assertEquals(0, ToolCall.of("convert_mnist_siamese_data", images, labels, database).code());
    List<Datum> records = records(database);
    assertEquals(DIGITS, records.size());
    int alike = 0;
    for (Datum pair : records) {
      assertEquals(2, pair.getChannels());
      byte[] pixels = pair.getData().toByteArray();
      assertEquals(pixels[0] % 10 == pixels[4] % 10 ? 1 : 0, pair.getLabel());
      alike += pair.getLabel();
    }
    assertTrue(alike > 0 && alike < DIGITS, alike + " of " + DIGITS + " pairs are alike");
  }

  @Test
  void cifarBecomesTwoDatabases() throws IOException {
    Path input = Files.createDirectory(folder.resolve("in"));
    for (int batch = 1; batch <= 6; batch++) {
      byte[] images = new byte[2 * 3073];
      images[0] = (byte) batch;
      images[3073] = (byte) (batch + 1);
      images[1] = (byte) 200;
      String name = batch < 6 ? "data_batch_" + batch : "test_batch";
      Files.write(input.resolve(name + ".bin"), images);
    }
    assertEquals(0, ToolCall.of("convert_cifar_data", input, folder, "lmdb").code());
    List<Datum> train = records(folder.resolve("cifar10_train_lmdb"));
    assertEquals(
        List.of(1, 2, 2, 3, 3, 4, 4, 5, 5, 6), train.stream().map(Datum::getLabel).toList());
    assertEquals(
        List.of(3, 32, 32),
        List.of(train.get(0).getChannels(), train.get(0).getHeight(), train.get(0).getWidth()));
    assertEquals((byte) 200, train.get(0).getData().byteAt(0));
    assertEquals(2, records(folder.resolve("cifar10_test_lmdb")).size());
    Files.write(input.resolve("test_batch.bin"), new byte[100]);
    UncheckedIOException error =
        assertThrows(
            UncheckedIOException.class,
            () -> ToolCall.of("convert_cifar_data", input, folder, "lmdb", "--overwrite"));
    assertTrue(String.valueOf(error.getMessage()).contains("it ends within image 0"));
    assertEquals(2, records(folder.resolve("cifar10_test_lmdb")).size());
  }

  @Test
  void theMeanIsThatOfEachPixel() throws IOException {
    digits();
    Path database = folder.resolve("db");
    ToolCall.of("convert_mnist_data", folder.resolve("images"), folder.resolve("labels"), database);
    Path mean = folder.resolve("mean.binaryproto");
    assertEquals(0, ToolCall.of("compute_image_mean", database, mean).code());
    BlobProto blob = BinaryProto.read(mean, BlobProto.parser(), "a mean");
    assertEquals(
        List.of(1, 1, 2, 2),
        List.of(blob.getNum(), blob.getChannels(), blob.getHeight(), blob.getWidth()));
    assertEquals(List.of(19.5f, 19.5f, 19.5f, 19.5f), blob.getDataList());
    assertEquals(0, ToolCall.of("compute_image_mean", "-backend", "lmdb", database).code());
  }

  @Test
  void wrongArgumentsExitWith1AndTheUsage() {
    ToolCall call = ToolCall.of("compute_image_mean");
    assertEquals(1, call.code());
    assertTrue(
        call.err().startsWith("compute_image_mean: DB [MEAN_FILE] are needed, 0 given"),
        call.err());
    assertTrue(call.err().contains("usage: compute_image_mean [--flag=value ...] DB"), call.err());
    assertEquals(1, ToolCall.of("convert_mnist_data", "a", "b", "c", "d").code());
    assertEquals(1, ToolCall.of("convert_mnist_data", "--backend=x", "a", "b", "c").code());
    assertEquals(1, ToolCall.of("convert_cifar_data", "a", "b", "c").code());
    assertEquals(1, ToolCall.of("convert_cifar_data", "--fast", "a", "b", "lmdb").code());
    ToolCall help = ToolCall.of("convert_cifar_data", "--help");
    assertEquals(0, help.code());
    assertTrue(help.out().startsWith("usage: convert_cifar_data"), help.out());
  }
}
